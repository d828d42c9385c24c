"""Which open dispatches a future knows, what each of them does in it, and why the others have no price."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import polars as pl

from fangxian.engines.epidemic.watch import ISOLATION, PLACE, TRACING
from fangxian.engines.plans import Plan
from fangxian.engines.problems import Text
from fangxian.engines.rehearsal.effects import list_modelled
from fangxian.engines.tables import INSTANT

COMMAND_OFFICE = "command_office"
DISPATCHES = {
    "dispatch_id": pl.String(), "parent_id": pl.String(), "measure": pl.String(), "measure_id": pl.String(),
    "place_id": pl.String(), "parent_place_id": pl.String(), "department": pl.String(), "evidence": pl.String(),
    "is_done": pl.Boolean(), "due_at": INSTANT, "done_at": INSTANT, "share_left": pl.Float64(),
}  # fmt: skip
"""The dispatches of orders that stand, of offices that do the work themselves. `evidence`: case ids joined by ";";
`parent_id`, `parent_place_id`: the dispatch above, which waits for those below; `share_left`: of its tasks not proved."""

OVERDUE_HOURS = 1.0
"""Hours from now until what is past its deadline is done; assumption: somebody is at it."""
FOLDED_FROM = 24
"""Open dispatches of one order from which on those below one office are priced together."""

ISOLATES = frozenset({"isolate-case"})
INVESTIGATES = frozenset({"case-investigation"})
HOLDS_CONTACTS = frozenset({"transfer-contacts"})
"""Measures of persons whose delay a future knows: a case is isolated, its contacts are found, or fetched.

What is ordered of one contact is none of them."""

ONE_PERSON = Text(
    "只管个别人，推演只知道隔离病例和追踪其接触者",
    "about single people; a future knows only that a case is isolated and its contacts are found",
)
NO_CASE = Text(
    "所依据的病例都不在近四周的在册病例中，或已经隔离",
    "none of its cases is on record of the last four weeks and still to be isolated or traced",
)
NO_PLACE = Text("推演的城市里没有这个地方", "the city of the futures has no such place")
OF_A_VENUE = Text("只管一个场所，推演不认识单个场所", "about one venue; a future knows none by its name")
NOT_OF_THE_PLAN = Text(
    "不是本预案的措施，没有效果数据", "no measure of this plan: nothing says what it changes"
)
BESIDE = Text(
    "协同单位：代价计入同级指挥部的下达件",
    "works beside a command office: the price is told for that office's copy",
)
STANDS_ALREADY = Text(
    "同样的措施在该地已经生效或已有指令", "the same stands there already, or is ordered there"
)
NOTHING_CHANGES = Text("在推演中不改变任何事", "it changes nothing in a future")


@dataclass(frozen=True)
class Piece:
    """What one dispatch does in a future: `kind` as in `epidemic.watch`; at a node of the city or to a case, by number.

    `dispatch_ids`: those it stands for, the first is the one that is shown.
    """

    dispatch_ids: tuple[str, ...]
    kind: int
    measure_id: str
    measure: str
    at: int
    expected_at: datetime
    share_left: float


@dataclass(frozen=True)
class Known:
    """What a piece may be about: nodes of the city, measures a future counts, cases by number; `isolated`: those who are."""

    nodes: Mapping[str, int]
    measures: frozenset[str]
    cases: Mapping[str, int]
    isolated: frozenset[str]


@dataclass(frozen=True)
class Sorted:
    """The pieces with a price, and (dispatch, why) of those without."""

    pieces: tuple[Piece, ...]
    unpriced: tuple[tuple[str, Text], ...]


def expected_at(now: datetime, due_at: datetime) -> datetime:
    """Return when an open dispatch is taken to be done: at its deadline, or soon where that has passed.

    >>> from datetime import UTC
    >>> now = datetime(2021, 7, 31, 8, tzinfo=UTC)
    >>> expected_at(now, datetime(2021, 7, 31, 6, tzinfo=UTC)).hour, expected_at(now, datetime(2021, 7, 31, 20, tzinfo=UTC)).hour
    (9, 20)
    """
    return due_at if due_at > now else now + timedelta(hours=OVERDUE_HOURS)


def sort_out(dispatches: pl.DataFrame, plan: Plan, known: Known, now: datetime) -> Sorted:
    """Return what each open dispatch (`DISPATCHES`) does in a future, or why it has no price.

    >>> from fangxian.engines.rehearsal.examples import A_PLAN
    >>> sort_out(pl.DataFrame(schema=DISPATCHES), A_PLAN, Known({}, frozenset(), {}, frozenset()), datetime(2021, 7, 31))
    Sorted(pieces=(), unpriced=())
    """
    why = {one.measure: one.how for one in list_modelled(plan) if not one.modelled}
    pieces: list[Piece] = []
    unpriced: list[tuple[str, Text]] = []
    leading = lead(dispatches)
    beside = dispatches.join(leading, on="dispatch_id", how="anti").filter(~pl.col("is_done"))
    unpriced += [(one, BESIDE) for one in beside["dispatch_id"].sort()]
    for part in leading.filter(~pl.col("is_done")).partition_by("measure_id", maintain_order=True):
        reason, found = _pieces_of(part.to_dicts(), plan, known, now, why)
        pieces += found
        priced = {one for piece in found for one in piece.dispatch_ids}
        unpriced += [(one, reason) for one in part["dispatch_id"] if one not in priced]
    return Sorted(tuple(pieces), tuple(unpriced))


def lead(dispatches: pl.DataFrame) -> pl.DataFrame:
    """Return of each measure and place the dispatch of the command office, or the first one where it has none."""
    ranked = dispatches.sort("measure_id", "place_id", pl.col("department") != COMMAND_OFFICE, "dispatch_id")
    return ranked.unique(["measure_id", "place_id"], keep="first", maintain_order=True)


def _pieces_of(
    rows: list[dict[str, Any]], plan: Plan, known: Known, now: datetime, why: Mapping[str, Text]
) -> tuple[Text, list[Piece]]:
    name = rows[0]["measure"]
    if name in ISOLATES | INVESTIGATES | HOLDS_CONTACTS:
        return NO_CASE, _of_cases(rows, known, now)
    if name not in plan.measures:
        return NOT_OF_THE_PLAN, []
    kind = plan.measures[name].kind
    if kind == "venue":
        return OF_A_VENUE, []
    if kind in ("person", "case"):
        return ONE_PERSON, []
    if name not in known.measures:
        return why.get(name, NOTHING_CHANGES), []
    return NO_PLACE, _of_places(rows, known, now)


def _of_cases(rows: list[dict[str, Any]], known: Known, now: datetime) -> list[Piece]:
    """Return a piece for each case an order is about that it can still change something for."""
    isolates = rows[0]["measure"] in ISOLATES
    return [
        Piece(
            (row["dispatch_id"],), ISOLATION if isolates else TRACING, row["measure_id"], row["measure"],
            known.cases[case], expected_at(now, row["due_at"]), row["share_left"],
        )
        for row in rows
        for case in row["evidence"].split(";")
        if case in known.cases and not (isolates and case in known.isolated)
    ]  # fmt: skip


def _of_places(rows: list[dict[str, Any]], known: Known, now: datetime) -> list[Piece]:
    """Return a piece for each place; where an order is open at many, one for each office above them."""
    groups = [(row["place_id"], row["dispatch_id"], [row]) for row in rows]
    if len(rows) >= FOLDED_FROM and all(row["parent_id"] for row in rows):
        above: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for row in rows:
            above.setdefault((row["parent_place_id"], row["parent_id"]), []).append(row)
        groups = [(place, parent, found) for (place, parent), found in above.items()]
    return [
        Piece(
            tuple(dict.fromkeys((shown, *(row["dispatch_id"] for row in found)))),
            PLACE, found[0]["measure_id"], found[0]["measure"], known.nodes[place],
            max(expected_at(now, row["due_at"]) for row in found),
            sum(row["share_left"] for row in found) / len(found),
        )
        for place, shown, found in groups
        if place in known.nodes
    ]  # fmt: skip
