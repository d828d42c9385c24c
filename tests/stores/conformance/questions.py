"""The questions every engine is asked, each with its right answer from the reference or by hand."""

from dataclasses import replace
from datetime import date, timedelta

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from fangxian.engines import tables
from fangxian.engines.tracing import PresenceSource, plain_rule, trace
from fangxian.engines.tracing.meetings import links_of
from fangxian.engines.tracing.source import Direction, Sweep
from fangxian.engines.tracing.stays import settle
from fangxian.engines.tracing.windows import WINDOWS
from tests.stores.conformance.by_hand import encounters_by_hand, links_by_hand
from tests.stores.conformance.cities import AS_OF, CASES, SHANGHAI, START, City
from tests.stores.conformance.reference import PlainQuestion, ask_reference

PLAIN = PlainQuestion(as_of=AS_OF, hours=8, degrees=2, latent_minutes=720)
PLAINLY = (
    PLAIN,
    replace(PLAIN, forward=False, from_days=-5, to_days=-1),
    replace(PLAIN, min_minutes=60, linger_minutes=0, from_days=-4, latent_minutes=0),
)

_COLUMNS = ("person_id", "degree", "via_person_id", "place_id", "case_id", "first_exposed_at", "last_exposed_at", "minutes")  # fmt: skip


def _windows(zone_day: date) -> pl.DataFrame:
    """Two cases, one of them asked about twice, and a contact of whom no onset is known."""
    row = {"home_place_id": None, "strength": 1.0, "anchor_on": zone_day}
    begin = START + timedelta(hours=7)
    return pl.DataFrame(
        [
            {**row, "case_id": "c-1", "via_person_id": CASES[0], "from_at": begin, "to_at": begin + timedelta(days=2)},
            {**row, "case_id": "c-2", "via_person_id": CASES[0], "from_at": START, "to_at": AS_OF, "strength": 0.25},
            {**row, "case_id": "c-2", "via_person_id": CASES[1], "from_at": START, "to_at": AS_OF, "anchor_on": None},
        ],
        schema=WINDOWS,
    )  # fmt: skip


SWEEP = Sweep(
    windows=_windows(date(2021, 7, 28)),
    timezone=SHANGHAI,
    min_minutes=5,
    linger_minutes={"": 30, "park": 0, "茶馆": 90},
    venue_factor={"": 1.0, "cafe": 2.5},
    seat_rows={"train": 3},
    infectiousness={-1: 0.25, 0: 1.0, 1: 0.5},
)
SWEEPS = (SWEEP, replace(SWEEP, direction="backward"), replace(SWEEP, infectiousness={}, seat_rows={"": 0}))


def moved_sweep(sweep: Sweep, by: timedelta, timezone: str) -> Sweep:
    """Return the same question at another time of the year and in another place."""
    windows = sweep.windows.with_columns(pl.col("from_at", "to_at", "anchor_on") + by)
    return replace(sweep, windows=windows, timezone=timezone)


def plain_rule_holds(source: PresenceSource, city: City, question: PlainQuestion) -> None:
    """Tracing by the plain rule gives the rows and the minutes of the reference query."""
    rule = plain_rule(
        degrees=question.degrees,
        min_minutes=question.min_minutes,
        linger_minutes=question.linger_minutes,
        lookback_days=-question.from_days,
        latent_days=question.latent_minutes / 1440,
    )
    direction: Direction = "forward" if question.forward else "backward"
    if question.to_days is not None:
        rule = replace(rule, exposed_from_days=question.from_days, exposed_to_days=question.to_days)
    found = trace(city.cases, rule, as_of=AS_OF, timezone=SHANGHAI, presences=source, direction=direction)
    expected = ask_reference(city.presences, city.cases, question)
    same(found.exposures.select(_COLUMNS), expected.select(_COLUMNS))


def links_hold(source: PresenceSource, city: City, sweep: Sweep) -> None:
    """A sweep gives what two loops give by hand: moments, minutes, score and precision."""
    found = {row[:4]: row[4:9] for row in links_of(source, sweep).drop("kind").rows()}
    expected = links_by_hand(city.presences, sweep)
    assert found.keys() == expected.keys()
    for key, (first, last, minutes, score, precision) in expected.items():
        assert found[key] == (first, last, minutes, pytest.approx(score, abs=1e-5), precision)


def stays_and_overlaps_hold(source: PresenceSource, city: City, sweep: Sweep) -> None:
    """The three simple questions: whose stays, whom they overlapped with, which places keep lists."""
    ever = (START - timedelta(days=400), START + timedelta(days=400))
    asked = source.stays_of([*CASES, "nobody"], *ever)
    same(asked, settle(city.presences, SHANGHAI).filter(pl.col("person_id").is_in(CASES)))
    found = source.overlaps(asked, sweep.linger_minutes, sweep.min_minutes)
    assert sorted(found.select(tables.ENCOUNTERS.names).rows()) == encounters_by_hand(
        city.presences, asked, replace(sweep, seat_rows={}, direction="forward")
    )
    listed = city.presences.filter(pl.col("source").is_null() | (pl.col("source") != "interview"))
    assert source.places_seen() == frozenset(listed["place_id"])


def same(found: pl.DataFrame, expected: pl.DataFrame) -> None:
    """The same rows, in whatever order, none twice."""
    expected = expected.cast(dict(found.schema))
    assert_frame_equal(found.sort(found.columns), expected.sort(found.columns))
