"""A street drawn as text: a line a door, who lives there and what happened to them, then the knocks.

    river d1: ann=done bo
    river d2: cy dee=refused@9 | no-answer@8 no-answer@11

`@h` is the hour of the event (8 unless said); `+name` was added during the round; `*` is a person without a household.
"""

from datetime import UTC, datetime, timedelta

import polars as pl

from fangxian.engines.ledger import Fold, fold_events, list_accounts, list_dwellings, number_register, roll_up
from fangxian.engines.tables import EVENTS, PLACES, REGISTER

MIDNIGHT = datetime(2021, 7, 31, tzinfo=UTC)

TREE = PLACES.rows(
    [
        {"place_id": place, "name": place, "level": level, "parent_id": parent}
        for place, level, parent in (
            ("town", "city", None),
            ("mill", "street", "town"),
            ("river", "community", "mill"),
            ("hill", "community", "mill"),
            ("river-1", "grid", "river"),
            ("empty", "street", "town"),
        )
    ]
)


def hour(at: float) -> datetime:
    """The hour of the day of the round."""
    return MIDNIGHT + timedelta(hours=at)


def street(text: str, round_id: str = "r1") -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the register and the events that a drawing shows."""
    people, events = [], []
    for line in filter(None, map(str.strip, text.splitlines())):
        where, _, rest = line.partition(":")
        place, door = where.split()
        household = None if door == "*" else door
        members, _, knocks = rest.partition("|")
        for member in members.split():
            name, *said = member.split("=")
            added = hour(10) if name.startswith("+") else None
            people.append((round_id, name.lstrip("+"), household, place, "home", added))
            events += [(name.lstrip("+"), None, one) for one in said]
        events += [(None, household, one) for one in knocks.split()]
    register = pl.DataFrame(people, schema=REGISTER.schema, orient="row")
    return register, EVENTS.rows([_event(round_id, nth, *event) for nth, event in enumerate(events)])


def _event(round_id: str, nth: int, person: str | None, door: str | None, said: str) -> dict[str, object]:
    kind, _, at = said.partition("@")
    when = hour(float(at or 8))
    return {
        "event_id": f"e{nth:02}",
        "round_id": round_id,
        "person_id": person,
        "household_id": door,
        "kind": kind,
        "event_at": when,
        "recorded_at": when,
    }


def folded(drawn: tuple[pl.DataFrame, pl.DataFrame], known_at: datetime | None = None) -> Fold:
    """Return the drawing's fold."""
    register, events = drawn
    return fold_events(number_register("r1", register), events, known_at)


def states(drawn: tuple[pl.DataFrame, pl.DataFrame], known_at: datetime | None = None) -> dict[str, str]:
    """Return everybody's state."""
    accounts = list_accounts(folded(drawn, known_at))
    return dict(accounts.select("person_id", "state").rows())


def counted(drawn: tuple[pl.DataFrame, pl.DataFrame], known_at: datetime | None = None) -> pl.DataFrame:
    """Return the drawing's ledger over `TREE`."""
    fold = folded(drawn, known_at)
    return roll_up("r1", list_accounts(fold), list_dwellings(fold), TREE)


def row_of(ledger: pl.DataFrame, place: str) -> dict[str, object]:
    """Return one place's row, without the figures that are nought."""
    row = ledger.row(by_predicate=pl.col("place_id") == place, named=True)
    return {name: value for name, value in row.items() if value not in (0, None)}
