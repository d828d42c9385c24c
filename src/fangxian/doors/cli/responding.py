"""The work of `fangxian respond`, with its progress on stderr."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import polars as pl
from rich.console import Console
from rich.status import Status

import fangxian
from fangxian.engines.problems import Text
from fangxian.engines.response import Response, respond
from fangxian.stores.gathering import Gathered
from fangxian.stores.outputs import RunFacts, check_target, write_response

_WORTH_SAYING_S = 2.0


@dataclass(frozen=True)
class Choices:
    """The command line as given; exactly one of `outbreak` and `cases` is set."""

    out: Path
    outbreak: str | None
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


class Steps:
    """Shows on stderr what is being done; a step of over two seconds leaves its time behind."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False)
        self._status = Status("", console=self._console)
        self._step: str | None = None
        self._since = time.monotonic()

    def __call__(self, step: Text) -> None:
        """Begin a step."""
        self._close()
        self._step = f"{step.en} · {step.zh}"
        self._status.update(self._step)

    def share(self, done: float, step: Text) -> None:
        """Show how far a step has come."""
        if self._step is None or not self._step.startswith(step.en):
            self(step)
        self._status.update(f"{step.en} · {step.zh} {done:.0%}")

    def say(self, text: str) -> None:
        """Write a line."""
        self._console.print(text, markup=False, soft_wrap=True)

    def _close(self) -> None:
        took = time.monotonic() - self._since
        if self._step and took > _WORTH_SAYING_S:
            self.say(f"{self._step} {took:.1f} s")
        self._since = time.monotonic()

    @contextmanager
    def running(self) -> Iterator["Steps"]:
        """Show the steps while the block runs."""
        with self._status:
            yield self
        self._close()


def run(choices: Choices) -> None:
    """Gather, respond, write; nothing is written when anything goes wrong.

    Raises:
        Problem: as the parts do.
    """
    check_target(choices.out)
    with Steps().running() as steps:
        gathered = _gather(choices, steps)
        steps(Text("推算处置方案", "computing the response"))
        responses = [respond(task.situation, task.plan) for task in gathered.tasks]
        steps(Text("写出文件", "writing the files"))
        whole = join_responses(responses)
        write_response(whole, choices.out, _facts(gathered), gathered.places, gathered.rejected)
    _tell(steps, choices, gathered, whole)


def _gather(choices: Choices, steps: Steps) -> Gathered:
    if choices.outbreak:
        from fangxian.stores.gathering.outbreaks import OutbreakChoices, gather_outbreak

        return gather_outbreak(OutbreakChoices(**_given(choices, OutbreakChoices)), steps.share)
    from fangxian.stores.gathering.files import FileChoices, gather_files

    return gather_files(FileChoices(**_given(choices, FileChoices)), steps)


def _given(choices: Choices, wanted: type) -> dict[str, Any]:
    return {field.name: getattr(choices, field.name) for field in fields(wanted)}


def _facts(gathered: Gathered) -> RunFacts:
    first = gathered.tasks[0].situation
    return RunFacts(
        plans={task.situation.outbreak_id: task.plan for task in gathered.tasks},
        as_of=first.as_of,
        known_at=first.known_at,
        timezone=first.timezone,
        places=gathered.places_title,
        inputs=gathered.inputs,
        engine=fangxian.__version__,
    )


def join_responses(responses: list[Response]) -> Response:
    """Return several outbreaks' responses as one; their ids never meet."""
    if len(responses) == 1:
        return responses[0]
    frames = {
        field.name: pl.concat([getattr(one, field.name) for one in responses])
        for field in fields(Response)
        if field.name not in ("ending_proposed", "remarks")
    }
    remarks = tuple(dict.fromkeys(remark for one in responses for remark in one.remarks))
    return Response(**frames, ending_proposed=any(one.ending_proposed for one in responses), remarks=remarks)


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
