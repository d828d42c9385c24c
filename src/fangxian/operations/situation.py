"""Builds the situation the engines judge, from version rows: now, or as it was known at any hour."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import Any

import polars as pl

from fangxian.engines import tables
from fangxian.engines.response.situation import Situation, Standing
from fangxian.engines.tables import Table
from fangxian.engines.tracing import InMemoryPresences, PresenceSource
from fangxian.operations.areas.queries import standing_areas, standing_measures
from fangxian.operations.at_sites.presences import site_presences
from fangxian.operations.cases.queries import case_table, get_outbreak, interview_table
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.contacts.queries import contact_table
from fangxian.operations.decisions.payloads import KEYS
from fangxian.operations.decisions.queries import waiting_rows
from fangxian.operations.follow_ups.attending import attendance_table
from fangxian.operations.people.queries import households_frame, persons_frame
from fangxian.operations.places.queries import frame
from fangxian.operations.places.reach import Reach
from fangxian.operations.registers import Register, read_register
from fangxian.operations.restrictions.queries import standing_restrictions
from fangxian.operations.signals.queries import signal_frame
from fangxian.stores.presence import take_together

Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Built:
    """A situation, the digest of what it was built from, and the register it reads.

    `in_force`: (table, key) of what has taken effect; the rest of what stands waits for a signature.
    """

    situation: Situation
    digest: str
    register: Register
    outbreak: OutbreakRow
    in_force: frozenset[tuple[str, str]]


def build_situation(
    reach: Reach, outbreak_id: str, as_of: datetime, known_at: datetime | None = None
) -> Built:
    """Build the situation of an outbreak at `as_of`, as known at `known_at` (default: the same).

    `reach` has to cover the root of the outbreak: a rule judges the whole. Raises `not-found`.
    """
    known_at = known_at or as_of
    outbreak = get_outbreak(reach, outbreak_id)
    register = read_register(outbreak, known_at)
    told = attendance_table(reach, outbreak_id, outbreak.place_id, known_at)
    cases = case_table(reach, outbreak_id, as_of, known_at)
    sampled = site_presences(reach, outbreak_id, set(cases["person_id"]), known_at)
    interviews = pl.concat([interview_table(reach, outbreak_id, known_at), told, sampled])
    contacts = contact_table(reach, outbreak_id, outbreak.place_id, known_at)
    concerned = sorted({*cases["person_id"], *contacts["person_id"]})
    stands = _in_force(reach, outbreak_id, as_of, known_at)
    situation = Situation(
        outbreak_id=outbreak_id,
        as_of=as_of,
        known_at=known_at,
        timezone=outbreak.timezone,
        cases=cases,
        places=frame(Reach(frozenset({outbreak.place_id}))),
        contacts=contacts,
        households=_both(register.households, households_frame(concerned, known_at)),
        persons=register.persons,
        find_persons=partial(persons_frame, at=known_at),
        find_households=partial(households_frame, at=known_at),
        pools=signal_frame(reach, outbreak_id, "pool", known_at),
        capacities=signal_frame(reach, outbreak_id, "capacity", known_at),
        feeds=signal_frame(reach, outbreak_id, "feed", known_at),
        presences=_together(register, interviews, outbreak.timezone),
        standing=_standing(waiting_rows(reach, outbreak_id, known_at), stands),
        ended=outbreak.ended_at is not None and outbreak.ended_at <= known_at,
    )
    return Built(situation, _digest(situation, interviews, register), register, outbreak, _keys(stands))


def _together(register: Register, interviews: pl.DataFrame, timezone: str) -> PresenceSource | None:
    if register.presences is None and interviews.is_empty():
        return None
    told = InMemoryPresences(interviews, timezone)
    return told if register.presences is None else take_together(register.presences, told)


def _both(register: pl.DataFrame, recorded: pl.DataFrame) -> pl.DataFrame:
    """What the register says of a household's people, or else what was recorded of them here."""
    unknown = recorded.join(register, on="person_id", how="anti")
    return pl.concat([register, unknown]) if unknown.height else register


def _in_force(reach: Reach, outbreak_id: str, as_of: datetime, known_at: datetime) -> Rows:
    return {
        "areas": standing_areas(reach, outbreak_id, as_of, known_at),
        "measures": standing_measures(reach, outbreak_id, as_of, known_at),
        "restrictions": standing_restrictions(reach, outbreak_id, as_of, known_at),
    }


def _keys(stands: Rows) -> frozenset[tuple[str, str]]:
    return frozenset((table, row[KEYS[table]]) for table, rows in stands.items() for row in rows)


def _standing(waiting: Rows, stands: Rows) -> Standing:
    """What stands is what waits for a signature (with the signer's edits) before what is in force.

    Orders are left out: they follow from the measures that are signed, and their difference with them.
    """
    return Standing(
        areas=_frame(tables.AREAS, waiting["areas"], stands["areas"]),
        measures=_frame(tables.MEASURES, waiting["measures"], stands["measures"]),
        restrictions=_frame(tables.RESTRICTIONS, waiting["restrictions"], stands["restrictions"]),
    )


def _frame(table: Table, waiting: Iterable[dict[str, Any]], stands: Iterable[dict[str, Any]]) -> pl.DataFrame:
    key = KEYS[table.name]
    rows: dict[str, dict[str, Any]] = {}
    for row in (*waiting, *stands):
        rows.setdefault(row[key], {**row, "change": "unchanged"})
    return table.rows([rows[name] for name in sorted(rows)])


def _digest(situation: Situation, interviews: pl.DataFrame, register: Register) -> str:
    standing = situation.standing
    frames = (
        situation.cases,
        situation.contacts,
        situation.pools,
        situation.capacities,
        situation.feeds,
        interviews,
        standing.areas,
        standing.measures,
        standing.restrictions,
    )
    words = (situation.as_of.isoformat(), register.snapshot, *(found.write_csv() for found in frames))
    return sha256("\x1f".join(words).encode()).hexdigest()
