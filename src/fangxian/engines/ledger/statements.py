"""Which events count: of the round, known by then, once each, not taken back, about somebody the register knows."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

import numpy as np
import numpy.typing as npt
import polars as pl

from fangxian.engines.ledger.abreast import abreast
from fangxian.engines.ledger.numbers import Ints, number
from fangxian.engines.ledger.register import Register
from fangxian.engines.tables import EVENT_KINDS, EVENTS

Longs = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
ANSWERED, DONE = EVENT_KINDS.index("answered"), EVENT_KINDS.index("done")


@dataclass(frozen=True)
class Statements:
    """Events that count, as columns: the row in EVENTS, the person (-1: a knock), the door, the kind, microseconds."""

    row: Longs
    person: Ints
    door: Ints
    kind: Ints
    at_us: Longs


def select_statements(register: Register, events: pl.DataFrame, known_at: datetime | None) -> Statements:
    """Return the events that count for the register."""
    row, person, door = _placed(register, events, known_at)
    ours = door >= 0
    row, person, door = row[ours], person[ours], door[ours]
    kind = _kinds(events)[row]
    # A knock samples nobody: it takes a person to be done.
    kind[(person < 0) & (kind == DONE)] = ANSWERED
    return Statements(row, person, door, kind, events["event_at"].to_physical().to_numpy()[row])


def find_strays(register: Register, events: pl.DataFrame, known_at: datetime | None = None) -> pl.DataFrame:
    """Return the events that count and name a person or a door the register does not have, by event id.

    They are people to be added, or mistakes to be taken back; either way nothing is lost.

    >>> from fangxian.engines.ledger.examples import EVENTS_OF_TWO, REGISTER_OF_TWO
    >>> from fangxian.engines.ledger.register import number_register
    >>> find_strays(number_register("r1", REGISTER_OF_TWO.head(1)), EVENTS_OF_TWO)["event_id"].to_list()
    []
    """
    row, person, door = _placed(register, events, known_at)
    here = np.append(exist_at(register, known_at), False)
    doors = np.zeros(len(register.doors.ids) + 1, bool)
    doors[register.door_of[here[:-1]]] = True
    strays = np.where(person >= 0, ~here[person], ~doors[door])
    return EVENTS.check(events[row[strays]]).sort("event_id")


def exist_at(register: Register, known_at: datetime | None) -> Flags:
    """Who of the register was in it by then: whoever was due, and those added until then."""
    if known_at is None:
        return np.ones(register.rows.height, bool)
    added = register.rows["added_at"]
    return (added.is_null() | (added <= known_at)).to_numpy()


def _placed(register: Register, events: pl.DataFrame, known_at: datetime | None) -> tuple[Longs, Ints, Ints]:
    """The rows that count with the person (-1: a knock or a stranger) and the door (-1: a stranger's)."""
    row, persons = abreast(
        partial(_counting, register.round_id, events, known_at),
        partial(register.persons.find, events["person_id"]),
    )
    person = persons[row]
    door = np.append(register.door_of, np.int32(-1))[person]
    knock = row[events["person_id"].is_null().to_numpy()[row]]
    where = np.full(events.height, -1, np.int32)
    where[knock] = register.doors.find(events["household_id"].gather(knock))
    return row, person, np.maximum(door, where[row])


def _counting(round_id: str, events: pl.DataFrame, known_at: datetime | None) -> Longs:
    known = events["round_id"] == round_id
    if known_at is not None:
        known &= events["recorded_at"] <= known_at
    rows = np.flatnonzero(known.to_numpy())
    of_round = events if known.all() else events[rows]
    ids, at = number(of_round["event_id"])
    taken_back = np.zeros(len(ids.ids) + 1, bool)
    taken_back[ids.find(of_round["voids"].drop_nulls())] = True
    taken_back[-1] = False
    counts = ~taken_back[at] & (of_round["kind"] != "void").to_numpy()
    if len(ids.ids) < len(rows):
        counts &= _first_recorded(events, rows, at, len(ids.ids))
    return rows[counts]


def _first_recorded(events: pl.DataFrame, rows: Longs, at: Ints, ids: int) -> Flags:
    """Of rows that share an id the first recorded, of those the least."""
    several = np.bincount(at, minlength=ids)[at] > 1
    order = ["recorded_at", *(name for name in EVENTS.names if name != "recorded_at")]
    again = events.select(order)[rows[several]]
    # Nearly always the same was sent twice: of rows that are alike in everything any will do.
    again = again.with_columns(at=pl.Series(at[several]), place=pl.Series(np.flatnonzero(several))).unique(
        order
    )
    differ = again["at"].is_duplicated()
    first = again.filter(differ).sort(*order, nulls_last=True).unique("at", keep="first")["place"]
    counts = ~several
    counts[np.append(again.filter(~differ)["place"].to_numpy(), first.to_numpy())] = True
    return counts


def _kinds(events: pl.DataFrame) -> Ints:
    return events["kind"].cast(pl.Enum(EVENT_KINDS)).to_physical().cast(pl.Int32).to_numpy().copy()
