"""The work of `fangxian respond`, with its progress on stderr."""

from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import polars as pl

import fangxian
from fangxian.doors.cli.steps import Steps
from fangxian.engines.problems import Problem, Text
from fangxian.engines.response import Response, respond
from fangxian.stores.gathering import Gathered
from fangxian.stores.outputs import RunFacts, check_target, write_response


@dataclass(frozen=True)
class Choices:
    """The command line as given; exactly one of `outbreak`, `database` and `cases` is set."""

    out: Path
    outbreak: str | None
    database: str | None
    cases: Path | None
    contacts: Path | None
    presences: Path | None
    households: Path | None
    places: Path | None
    persons: Path | None
    place_pack: str | None
    store: Path | None
    standing: Path | None
    as_of: str | None
    known_at: str | None
    plan: str | None
    timezone: str | None
    scale: str


def run(choices: Choices) -> None:
    """Gather, respond, write; nothing is written when anything goes wrong.

    Raises:
        Problem: as the parts do.
    """
    _require_one_source(choices)
    check_target(choices.out)
    with Steps().running() as steps:
        gathered = _gather(choices, steps)
        steps(Text("推算处置方案", "computing the response"))
        responses = [respond(task.situation, task.plan) for task in gathered.tasks]
        steps(Text("写出文件", "writing the files"))
        by_outbreak = dict(zip(_outbreaks(gathered), responses, strict=True))
        whole = join_responses(by_outbreak, gathered.remarks)
        facts = _facts(gathered, by_outbreak)
        write_response(whole, choices.out, facts, gathered.places, gathered.rejected)
    _tell(steps, choices, gathered, whole)


def _require_one_source(choices: Choices) -> None:
    given = [source for source in (choices.outbreak, choices.database, choices.cases) if source is not None]
    if len(given) != 1:
        raise Problem(
            "outbreak-or-cases",
            Text(
                "须给出 --outbreak、--database 或 --cases 之一。",
                "Give --outbreak, --database or --cases, one of them.",
            ),
            Text(
                "一次处置对应一个疫情包、一起在册疫情或一份病例表。",
                "A response is for an outbreak pack, an outbreak on record or a line list.",
            ),
            Text("见 fangxian respond --help 的例子。", "See the examples of fangxian respond --help."),
        )


def _gather(choices: Choices, steps: Steps) -> Gathered:
    if choices.outbreak:
        from fangxian.stores.gathering.outbreaks import OutbreakChoices, gather_outbreak

        return gather_outbreak(OutbreakChoices(**_given(choices, OutbreakChoices)), steps.share)
    if choices.database:
        from fangxian.doors.cli.on_record import gather_record

        return gather_record(choices.database, choices.as_of, choices.known_at)
    from fangxian.stores.gathering.files import FileChoices, gather_files

    return gather_files(FileChoices(**_given(choices, FileChoices)), steps)


def _given(choices: Choices, wanted: type) -> dict[str, Any]:
    return {field.name: getattr(choices, field.name) for field in fields(wanted)}


def _outbreaks(gathered: Gathered) -> list[str]:
    return [task.situation.outbreak_id for task in gathered.tasks]


def _facts(gathered: Gathered, responses: dict[str, Response]) -> RunFacts:
    first = gathered.tasks[0].situation
    return RunFacts(
        plans={task.situation.outbreak_id: task.plan for task in gathered.tasks},
        as_of=first.as_of,
        known_at=first.known_at,
        timezone=first.timezone,
        places=gathered.places_title,
        inputs=gathered.inputs,
        engine=fangxian.__version__,
        to_end=tuple(outbreak for outbreak, one in responses.items() if one.ending_proposed),
    )


def join_responses(responses: dict[str, Response], remarks: tuple[Text, ...] = ()) -> Response:
    """Return several outbreaks' responses as one; their ids never meet, their remarks say whose they are.

    `remarks` are about the files as a whole and come first.
    """
    if len(responses) == 1:
        (only,) = responses.values()
        return replace(only, remarks=(*remarks, *only.remarks))
    frames = {
        field.name: pl.concat([getattr(one, field.name) for one in responses.values()])
        for field in fields(Response)
        if field.name not in ("ending_proposed", "remarks")
    }
    told = (
        Text(f"{outbreak}: {remark.zh}", f"{outbreak}: {remark.en}")
        for outbreak, one in responses.items()
        for remark in one.remarks
    )
    ending = any(one.ending_proposed for one in responses.values())
    return Response(**frames, ending_proposed=ending, remarks=(*remarks, *told))


def _tell(steps: Steps, choices: Choices, gathered: Gathered, whole: Response) -> None:
    for one in gathered.inputs:
        if one.rejected:
            steps.say(
                f"{one.name}: {one.read} read, {one.accepted} accepted, {one.duplicate} duplicate, "
                f"{one.rejected} rejected (rejected.csv) · 读入 {one.read} 接受 {one.accepted} "
                f"重复 {one.duplicate} 拒绝 {one.rejected}"
            )
    changed = whole.orders.filter(pl.col("change") != "unchanged").height
    steps.say(
        f"{choices.out}: {changed} dispatches new, changed or to release · 新增、变更或待解除的下达件 {changed}"
    )
    steps.say(f"{choices.out / 'summary.md'}")
