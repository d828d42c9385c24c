"""From what is on record of an outbreak to the setting its open orders are priced on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import polars as pl

from fangxian.engines.epidemic import Course
from fangxian.engines.epidemic.watch import ISOLATION, PLACE, TRACING
from fangxian.engines.plans import Plan
from fangxian.engines.problems import Text
from fangxian.engines.rehearsal.city import MixingCity
from fangxian.engines.rehearsal.policy import Compiled
from fangxian.engines.rehearsal.race.believing import Belief, running_of
from fangxian.engines.rehearsal.race.bench import Orders, RaceSetting
from fangxian.engines.rehearsal.race.homes import Homes
from fangxian.engines.rehearsal.race.on_record import OnRecord
from fangxian.engines.rehearsal.race.open_orders import (
    HOLDS_CONTACTS,
    INVESTIGATES,
    ISOLATES,
    STANDS_ALREADY,
    Known,
    Piece,
    lead,
    sort_out,
)
from fangxian.engines.rehearsal.race.running import Running

Floats = npt.NDArray[np.float64]
Given = tuple[float, float, float, float]
"""(node, measure, from, until), as in `Policy.given`."""


@dataclass(frozen=True, eq=False)
class Stage:
    """What is the same at every hour: the city, the course, the plan as compiled for it, and where its people live.

    `parents`: place -> the place above it, for homes that lie below what the city knows.
    """

    city: MixingCity
    course: Course
    plan: Plan
    compiled: Compiled
    parents: Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Raced:
    """The setting and the orders in it: `pieces[k]` says what `orders.ids[k]` stands for; (dispatch, why) of those left out."""

    setting: RaceSetting
    orders: Orders
    pieces: tuple[Piece, ...]
    unpriced: tuple[tuple[str, Text], ...]


def race_setting(stage: Stage, known: OnRecord, belief: Belief) -> Raced:
    """Return the running outbreak with its open orders, each done at its deadline, or within the hour where it is late.

    Of measures in force those that came with an order stand where their dispatches are done; the others since they began.

    >>> from fangxian.engines.rehearsal.race.examples import on_record, a_stage
    >>> from fangxian.engines.rehearsal.race.believing import usual_belief
    >>> raced = race_setting(a_stage(), on_record(), usual_belief(3))
    >>> raced.orders.ids, [why.en for _, why in raced.unpriced]
    (('isolate-1', 'stay-s0-0'), ['the city of the futures has no such place'])
    """
    cases = known.recent_cases()
    homes = Homes(stage.city, stage.parents)
    rows = {case: number for number, case in enumerate(cases["case_id"])}
    isolated = cases.filter(pl.col("isolated_at") <= known.as_of)["case_id"]
    nodes = {place: number for number, place in enumerate(stage.city.places)}
    found = sort_out(
        known.dispatches,
        stage.plan,
        Known(nodes, frozenset(stage.compiled.measures), rows, frozenset(isolated)),
        known.as_of,
    )
    leading = lead(known.dispatches)
    standing = _standing(stage, known, leading, nodes)
    pieces, again = _anew(found.pieces, stage, known, standing)
    given, at = _given(stage, known, pieces, standing)
    running = running_of(cases, homes, known, belief)
    setting = RaceSetting(
        stage.city, stage.course, stage.compiled.policy._replace(given=given),
        _with_known(running, stage, known, leading, pieces, rows), belief.settings, known.day_of(known.as_of),
    )  # fmt: skip
    orders = Orders(_names(pieces), np.array([one.kind for one in pieces], np.int64), at)
    return Raced(setting, orders, pieces, (*found.unpriced, *again))


def _names(pieces: tuple[Piece, ...]) -> tuple[str, ...]:
    """Return a name for each piece: its dispatch, and which of its cases where there are several."""
    shown = [one.dispatch_ids[0] for one in pieces]
    return tuple(
        name if shown.count(name) == 1 else f"{name}#{shown[:at].count(name)}"
        for at, name in enumerate(shown)
    )


def _anew(
    pieces: tuple[Piece, ...], stage: Stage, known: OnRecord, standing: Sequence[Given]
) -> tuple[tuple[Piece, ...], list[tuple[str, Text]]]:
    """Return the pieces that put something in force which neither stands nor is ordered there yet, and the others."""
    number = {measure: at for at, measure in enumerate(stage.compiled.measures)}
    until = {(node, m): ends for node, m, _, ends in standing}
    kept: list[Piece] = []
    again: list[tuple[str, Text]] = []
    for piece in pieces:
        key = (float(piece.at), float(number.get(piece.measure, -1)))
        begins = known.day_of(piece.expected_at)
        if piece.kind == PLACE and until.get(key, -1.0) > begins:
            again += [(one, STANDS_ALREADY) for one in piece.dispatch_ids]
            continue
        until[key] = np.inf
        kept.append(piece)
    return tuple(kept), again


def _given(
    stage: Stage, known: OnRecord, pieces: tuple[Piece, ...], standing: Sequence[Given]
) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Return what stands and what is ordered (`Policy.given`), and for each piece its row, or the number of its case."""
    number = {measure: at for at, measure in enumerate(stage.compiled.measures)}
    ends = _ends(known)
    rows, at = list(standing), np.zeros(len(pieces), np.int64)
    for k, piece in enumerate(pieces):
        at[k] = len(rows) if piece.kind == PLACE else piece.at
        if piece.kind == PLACE:
            m, begins = number[piece.measure], known.day_of(piece.expected_at)
            until = ends.get(piece.measure_id, begins + float(stage.compiled.policy.lasts[m]))
            rows.append((float(piece.at), float(m), begins, max(until, begins)))
    return np.array(rows, float).reshape(-1, 4), at


def _ends(known: OnRecord) -> dict[str, float]:
    return {row["measure_id"]: known.day_of(row["ends_at"]) for row in known.measures.iter_rows(named=True)}


def _standing(stage: Stage, known: OnRecord, leading: pl.DataFrame, nodes: Mapping[str, int]) -> list[Given]:
    """Return what is in force by now: measures without an order, and places where the order is done."""
    number = {measure: at for at, measure in enumerate(stage.compiled.measures)}
    ends, ordered, now = _ends(known), set(leading["measure_id"]), known.day_of(known.as_of)
    whole = known.measures.filter(~pl.col("measure_id").is_in(list(ordered)))
    done = leading.filter("is_done").drop_nulls("done_at").with_columns(starts_at="done_at")
    found: list[Given] = []
    for frame in (whole, done):
        for row in frame.iter_rows(named=True):
            if row["place_id"] in nodes and row["measure"] in number:
                m, since = number[row["measure"]], min(known.day_of(row["starts_at"]), now)
                until = ends.get(row["measure_id"], since + float(stage.compiled.policy.lasts[m]))
                found.append((float(nodes[row["place_id"]]), float(m), since, until))
    return [one for one in found if one[3] > now]


def _with_known(
    running: Running,
    stage: Stage,
    known: OnRecord,
    leading: pl.DataFrame,
    pieces: tuple[Piece, ...],
    rows: Mapping[str, int],
) -> Running:
    """Return the outbreak with what was ordered of each case: done when it was proved, or when it is expected."""
    isolated, found = running.isolated.copy(), running.found.copy()
    transfer = float(stage.compiled.policy.transfer_days)
    for row in leading.filter("is_done").drop_nulls("done_at").iter_rows(named=True):
        for case in (row["evidence"] or "").split(";"):
            if case in rows and row["measure"] in ISOLATES:
                isolated[rows[case]] = min(isolated[rows[case]], known.day_of(row["done_at"]))
            elif case in rows and row["measure"] in INVESTIGATES:
                found[rows[case]] = known.day_of(row["done_at"])
    for piece in pieces:
        at = known.day_of(piece.expected_at)
        if piece.kind == ISOLATION:
            isolated[piece.at] = at
        elif piece.kind == TRACING:
            # Contacts are held some hours after they are found: the order is to find them, or to have them held.
            found[piece.at] = at - (transfer if piece.measure in HOLDS_CONTACTS else 0.0)
    return running._replace(isolated=isolated, found=found)


def with_orders(raced: Raced, some: range) -> Raced:
    """Return the same outbreak with these of its orders watched: prices may be told a few at a time."""
    keep = list(some)
    orders = Orders(tuple(raced.orders.ids[k] for k in keep), raced.orders.kind[keep], raced.orders.at[keep])
    return replace(raced, orders=orders, pieces=tuple(raced.pieces[k] for k in keep), unpriced=())
