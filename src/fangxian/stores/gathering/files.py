"""A situation from people's own files."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path

import polars as pl

from fangxian.engines import tables
from fangxian.engines.problems import Problem, Text
from fangxian.engines.response import Situation, Standing
from fangxian.stores.gathering.gathered import Gathered, Progress, Task, choose_plan
from fangxian.stores.gathering.lists import read_list, without_lost
from fangxian.stores.gathering.moments import check_zone, end_of_day, read_moment, zone_of
from fangxian.stores.gathering.presences import OpenedPresences, account_of, open_file, open_store, together
from fangxian.stores.gathering.trees import Tree, fitting_tree, pack_tree, unknown_homes, with_homes
from fangxian.stores.inputs import Imported
from fangxian.stores.inputs.reading import REJECTED
from fangxian.stores.outputs import InputFile, read_standing

DEFAULT_OUTBREAK = "outbreak-1"
DEFAULT_DISEASE = "sars-cov-2-delta"
_LISTS = {
    "cases": tables.CASES,
    "contacts": tables.CONTACTS,
    "households": tables.HOUSEHOLDS,
    "persons": tables.PERSONS,
    "places": tables.PLACES,
}


@dataclass(frozen=True)
class FileChoices:
    """What a person gave on the command line; only `cases` has to be there."""

    cases: Path
    contacts: Path | None = None
    households: Path | None = None
    persons: Path | None = None
    places: Path | None = None
    presences: Path | None = None
    store: Path | None = None
    standing: Path | None = None
    place_pack: str | None = None
    plan: str | None = None
    timezone: str | None = None
    as_of: str | None = None
    known_at: str | None = None


@dataclass(frozen=True)
class _Moments:
    """When is judged, as known when, in which zone."""

    as_of: datetime
    known_at: datetime
    timezone: str


def gather_files(choices: FileChoices, progress: Progress) -> Gathered:
    """Read every file with balance and return one task per outbreak in the line list.

    Raises:
        Problem: a file cannot be read at all, no case could be read, no plan fits, or no such pack or zone.
    """
    progress(Text("读取文件", "reading the files"))
    tree, own = _tree(choices)
    zone = _zone(choices, tree)
    read = {**_read_lists(choices, zone), "places": own}
    cases = read["cases"].frame
    if not cases.height:
        raise _no_cases(choices.cases, read["cases"])
    as_of, known_at = _moments(choices, cases, zone)
    progress(Text("打开到访记录", "opening the presences"))
    opened = _open_presences(choices, zone, known_at)
    frames = {name: one.frame for name, one in read.items()}
    homes = pl.concat([frames[name]["residence_place_id"] for name in ("cases", "persons")])
    places = with_homes(tree, homes).places
    standing = read_standing(choices.standing, zone) if choices.standing else Standing()
    _require_outbreaks(standing, cases)
    moments = _Moments(as_of, known_at, zone)
    tasks = tuple(
        _task(choices, outbreak_id, frames, places, opened, standing, moments)
        for outbreak_id in cases["outbreak_id"].unique().sort()
    )
    return Gathered(
        tasks,
        _accounts(choices, read, opened),
        _rejected(choices, read, opened),
        places,
        tree.title,
        unknown_homes(tree, homes),
    )


def _tree(choices: FileChoices) -> tuple[Tree, Imported]:
    """Find the tree and the user's own places in it; for that the ids alone are read, whatever the zone."""
    own = read_list(choices.places, tables.PLACES, "UTC")
    cases = read_list(choices.cases, tables.CASES, "UTC").frame
    named = pl.concat([cases["residence_place_id"], cases["infection_place_id"]]).drop_nulls()

    def over(places: pl.DataFrame) -> Tree:
        return pack_tree(choices.place_pack, places) if choices.place_pack else fitting_tree(named, places)

    tree = over(own.frame)
    elsewhere = tree.places.join(own.frame, on="place_id", how="anti")["place_id"]
    kept = without_lost(choices.places, own, elsewhere)
    return (tree if kept is own else over(kept.frame)), kept


def _zone(choices: FileChoices, tree: Tree) -> str:
    if choices.timezone:
        return check_zone(choices.timezone)
    if tree.timezone:
        return tree.timezone
    return zone_of(read_moment(choices.as_of, None)) if choices.as_of else "UTC"


def _read_lists(choices: FileChoices, zone: str) -> dict[str, Imported]:
    fill = {"cases": {"outbreak_id": DEFAULT_OUTBREAK, "kind": "confirmed"}}
    return {
        name: read_list(getattr(choices, name), table, zone, fill.get(name))
        for name, table in _LISTS.items()
        if table is not tables.PLACES
    }


def _moments(choices: FileChoices, cases: pl.DataFrame, zone: str) -> tuple[datetime, datetime]:
    """Without --as-of the end of the last day on which a case was reported is judged."""
    last = cases["reported_on"].max()
    assert isinstance(last, date)
    as_of = read_moment(choices.as_of, zone) if choices.as_of else end_of_day(last, zone)
    return as_of, read_moment(choices.known_at, zone) if choices.known_at else as_of


def _open_presences(choices: FileChoices, zone: str, known_at: datetime) -> list[OpenedPresences]:
    opened = [open_file(choices.presences, zone)] if choices.presences else []
    return [*opened, open_store(choices.store, known_at)] if choices.store else opened


def _task(
    choices: FileChoices,
    outbreak_id: str,
    frames: dict[str, pl.DataFrame],
    places: pl.DataFrame,
    opened: list[OpenedPresences],
    standing: Standing,
    moments: "_Moments",
) -> Task:
    own = frames["cases"].filter(outbreak_id=outbreak_id)
    others = frames["cases"].join(own, on="case_id", how="anti").select(source_case_id="case_id")
    diseases = own["disease"].drop_nulls().sort()
    first = own["reported_on"].min()
    assert isinstance(first, date)
    plan = choose_plan(choices.plan, diseases[0] if len(diseases) else DEFAULT_DISEASE, first)
    situation = Situation(
        outbreak_id=outbreak_id,
        as_of=moments.as_of,
        known_at=moments.known_at,
        timezone=moments.timezone,
        cases=own,
        places=places,
        contacts=frames["contacts"].join(others, on="source_case_id", how="anti", maintain_order="left"),
        households=frames["households"],
        persons=frames["persons"],
        presences=together(opened),
        standing=standing_of(standing, outbreak_id),
    )
    return Task(situation, plan)


def standing_of(standing: Standing, outbreak_id: str) -> Standing:
    """Return what stands for one outbreak."""
    names = [field.name for field in fields(Standing)]
    return Standing(**{name: getattr(standing, name).filter(outbreak_id=outbreak_id) for name in names})


def _require_outbreaks(standing: Standing, cases: pl.DataFrame) -> None:
    """An outbreak that stands but is not in the line list would silently keep its restrictions."""
    frames = [getattr(standing, field.name)["outbreak_id"] for field in fields(Standing)]
    lost = sorted(set(pl.concat(frames)) - set(cases["outbreak_id"]))
    if lost:
        listed = ", ".join(lost)
        raise Problem(
            "outbreak-not-in-cases",
            Text(
                f"现行方案中的疫情 {listed} 不在病例表中。",
                f"What stands speaks of {listed}, the line list does not.",
            ),
            Text("每起在行的疫情都须有病例。", "Every standing outbreak needs its cases."),
            Text(
                "请保留排除的病例（kind 为 discarded）; 未写入任何文件。",
                "Keep discarded cases in the file with kind discarded; nothing was written.",
            ),
        )


def _no_cases(path: Path, imported: Imported) -> Problem:
    first = next(iter(imported.rejected.iter_rows(named=True)), None)
    zh = f"第 {first['line']} 行 {first['column']}: {first['reason_zh']}" if first else "没有数据行"
    en = f"line {first['line']}, {first['column']}: {first['reason_en']}" if first else "it has no rows"
    return Problem(
        "no-cases",
        Text(
            f"{path.name} 中没有可读的病例（{zh}）。", f"{path.name} holds no case that can be read ({en})."
        ),
        Text("至少需要一例病例。", "At least one case is needed."),
        Text("请改正后重试; 未写入任何文件。", "Correct it and try again; nothing was written."),
    )


def _accounts(
    choices: FileChoices, read: dict[str, Imported], opened: list[OpenedPresences]
) -> tuple[InputFile, ...]:
    lists = [
        account_of(path, _LISTS[name], one) for name, one in read.items() if (path := getattr(choices, name))
    ]
    return (*lists, *(one.account for one in opened))


def _rejected(choices: FileChoices, read: dict[str, Imported], opened: list[OpenedPresences]) -> pl.DataFrame:
    named = [(getattr(choices, name), one) for name, one in read.items()]
    named += [(choices.presences, one.imported) for one in opened if one.imported]
    frames = [
        one.rejected.select(pl.lit(path.name).alias("file"), *REJECTED)
        for path, one in named
        if path is not None
    ]
    return pl.concat([pl.DataFrame(schema={"file": pl.String(), **REJECTED}), *frames])
