"""What making a roster is about: people, shifts, what was served and promised before, who may take which shift."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import polars as pl

from fangxian.engines.rostering.caps import Cap, Stint, breaks_heat, caps_of
from fangxian.engines.rostering.rules import Rules

Pair = tuple[int, int]
"""A person and a shift, by position."""

Span = tuple[datetime, datetime]


@dataclass(frozen=True)
class Person:
    """Somebody who may serve. `past`: what they served or are bound to outside the shifts to be filled."""

    person_id: str
    post_id: str | None
    abilities: frozenset[str]
    is_new: bool
    no_night: bool
    no_suit: bool
    absences: tuple[Span, ...]
    wishes: tuple[Span, ...]
    past: tuple[Stint, ...]


@dataclass(frozen=True)
class Shift:
    """A shift to be filled. `demands`: (skill:… or language:…, how many of them) among the people on it."""

    stint: Stint
    post_id: str | None
    need: int
    demands: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Instance:
    """Everything a solver sees. people and shifts are in order of id and of hour; `may`: the pairs it may choose from."""

    people: tuple[Person, ...]
    shifts: tuple[Shift, ...]
    rules: Rules
    kept: frozenset[Pair]
    may: frozenset[Pair] = field(init=False)
    caps: tuple[Cap, ...] = field(init=False)

    def __post_init__(self) -> None:
        stints = [shift.stint for shift in self.shifts]
        object.__setattr__(self, "caps", tuple(caps_of(stints, self.rules)))
        pairs = (
            (p, s)
            for p, person in enumerate(self.people)
            for s, shift in enumerate(self.shifts)
            if not bar(person, shift, self.rules)
        )
        object.__setattr__(self, "may", frozenset(pairs))

    def wishes(self, pair: Pair) -> bool:
        """Tell whether the person wishes to be free then."""
        return _touches(self.people[pair[0]].wishes, self.shifts[pair[1]].stint)

    def own_caps(self, person: Person) -> list[Cap]:
        """Return the sums in which the past of a person counts, over the shifts alone, with what is left of each."""
        if not person.past:
            return []
        lined: list[tuple[Stint, int | None]] = [(one, None) for one in person.past]
        lined += [(shift.stint, at) for at, shift in enumerate(self.shifts)]
        lined.sort(key=lambda pair: (pair[0].starts_at, pair[0].ends_at, pair[0].shift_id))
        caps = []
        for cap in caps_of([one for one, _ in lined], self.rules):
            served = sum(amount for k, amount in cap.amounts if lined[k][1] is None)
            ahead = tuple((at, amount) for k, amount in cap.amounts if (at := lined[k][1]) is not None)
            if served and ahead:
                caps.append(Cap(cap.rule, ahead, max(cap.most - served, 0)))
        return caps


def bar(person: Person, shift: Shift, rules: Rules) -> str:
    """Return the rule that keeps a person off a shift whatever else they serve, or ""."""
    stint = shift.stint
    barred = {
        "post": person.post_id is not None and person.post_id != shift.post_id,
        "absence": _touches(person.absences, stint),
        "no_night": person.no_night and stint.night,
        "no_suit": person.no_suit and stint.suit,
        "heat": breaks_heat(stint, rules),
    }
    return next((rule for rule, so in barred.items() if so), "")


def lay_out(
    people: pl.DataFrame,
    shifts: pl.DataFrame,
    rules: Rules,
    absences: pl.DataFrame,
    previous: pl.DataFrame,
) -> list[Instance]:
    """Return what these tables ask (`ROSTER_PEOPLE`, `ROSTER_SHIFTS`, `ABSENCES`, `ROSTER`), in parts that have nothing to do
    with each other: a part for every post, where everybody belongs to one.

    Rows of `previous` for a shift that is to be filled are kept where that can be; the others are the past.
    """
    lined = shifts.sort("starts_at", "ends_at", "shift_id")
    wanted = [_shift(row, rules) for row in lined.iter_rows(named=True)]
    ids = {shift.stint.shift_id for shift in wanted}
    past: dict[str, list[Stint]] = defaultdict(list)
    kept: dict[str, list[str]] = defaultdict(list)
    for row in previous.sort("starts_at", "shift_id").iter_rows(named=True):
        if row["shift_id"] in ids:
            kept[row["person_id"]].append(row["shift_id"])
        else:
            past[row["person_id"]].append(_stint(row))
    free = _spans(absences)
    staff = [_person(row, free, past) for row in people.sort("person_id").iter_rows(named=True)]
    parts = [(staff, wanted)] if any(one.post_id is None for one in staff) else _by_post(staff, wanted)
    return [_part(some, ours, rules, kept) for some, ours in parts]


def _by_post(staff: Iterable[Person], wanted: Iterable[Shift]) -> list[tuple[list[Person], list[Shift]]]:
    people: dict[str, list[Person]] = defaultdict(list)
    shifts: dict[str, list[Shift]] = defaultdict(list)
    for person in staff:
        people[person.post_id or ""].append(person)
    for shift in wanted:
        shifts[shift.post_id or ""].append(shift)
    return [(people[post], shifts[post]) for post in sorted({*people, *shifts})]


def _part(
    staff: Iterable[Person], wanted: Iterable[Shift], rules: Rules, kept: Mapping[str, Iterable[str]]
) -> Instance:
    people, shifts = tuple(staff), tuple(wanted)
    at = {shift.stint.shift_id: k for k, shift in enumerate(shifts)}
    pairs = {
        (p, at[shift]) for p, one in enumerate(people) for shift in kept.get(one.person_id, ()) if shift in at
    }
    return Instance(people, shifts, rules, frozenset(pairs))


def _shift(row: Mapping[str, Any], rules: Rules) -> Shift:
    stint = _stint(row)
    need = int(row["need"])
    demands = [*_demands("skill", row["skills"]), *_demands("language", row["languages"])]
    at_least = rules.night_at_least if stint.night and need else 0
    return Shift(stint, row["post_id"], max(need, at_least), tuple(demands) if need else ())


def _stint(row: Mapping[str, Any]) -> Stint:
    night = row["kind"] == "night"
    return Stint(
        str(row["shift_id"]), row["starts_at"], row["ends_at"], night, bool(row["suit"]), row["temperature_c"]
    )


def _person(
    row: Mapping[str, Any],
    free: Mapping[tuple[str, str], tuple[Span, ...]],
    past: Mapping[str, Iterable[Stint]],
) -> Person:
    who = str(row["person_id"])
    abilities = {f"skill:{word}" for word in split(row["skills"])}
    abilities |= {f"language:{word}" for word in split(row["languages"])}
    return Person(
        who,
        row["post_id"],
        frozenset(abilities),
        bool(row["is_new"]),
        bool(row["no_night"]),
        bool(row["no_suit"]),
        free.get((who, "absence"), ()),
        free.get((who, "wish"), ()),
        tuple(past.get(who, ())),
    )


def split(words: object) -> list[str]:
    """Return the words of a cell, in order, each once.

    >>> split("nurse; driver;nurse")
    ['nurse', 'driver']
    """
    return list(dict.fromkeys(word.strip() for word in str(words or "").split(";") if word.strip()))


def _demands(kind: str, cell: object) -> list[tuple[str, int]]:
    found = []
    for word in split(cell):
        name, _, number = word.partition(":")
        found.append((f"{kind}:{name.strip()}", int(number) if number.strip().isdigit() else 1))
    return found


def _spans(absences: pl.DataFrame) -> dict[tuple[str, str], tuple[Span, ...]]:
    found: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for row in absences.sort("person_id", "from_at").iter_rows(named=True):
        found[row["person_id"], row["kind"] or "absence"].append((row["from_at"], row["to_at"]))
    return {key: tuple(spans) for key, spans in found.items()}


def _touches(spans: Iterable[Span], stint: Stint) -> bool:
    return any(begin < stint.ends_at and stint.starts_at < end for begin, end in spans)
