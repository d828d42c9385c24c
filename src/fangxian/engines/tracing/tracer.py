"""Tracing from one end to the other: cases in, everyone exposed and every place out."""

from collections.abc import Callable, Set
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

import polars as pl

from fangxian.engines import tables
from fangxian.engines.plans import TracingRule
from fangxian.engines.problems import Text
from fangxian.engines.tracing.framed import asked_whole
from fangxian.engines.tracing.known import known_cases, require_zone
from fangxian.engines.tracing.limits import choose, is_limited
from fangxian.engines.tracing.links import (
    LINK_COLUMNS,
    count_of_no_case,
    count_outside,
    empty_links,
    household_exposures,
    named_exposures,
)
from fangxian.engines.tracing.meetings import links_of
from fangxian.engines.tracing.source import Direction, PresenceSource, ScoringSource, Sweep
from fangxian.engines.tracing.sweeps import Venues, sweep_of
from fangxian.engines.tracing.venues import venue_exposures, visits_of
from fangxian.engines.tracing.windows import (
    case_windows,
    contact_windows,
    exposed_windows,
    infectious_after,
    infector_windows,
)

Progress = Callable[[int, float], None]
"""Told the degree being traced and the share of it that is done."""

FindHouseholds = Callable[[list[str]], pl.DataFrame]
"""Answers person ids with everybody on record in their households (`tables.HOUSEHOLDS`)."""

_KEY = ("degree", "person_id", "via_person_id", "case_id", "kind", "place_id")


@dataclass(frozen=True)
class TraceResult:
    """`exposures` (`tables.EXPOSURES`), `venue_exposures` (`tables.VENUE_EXPOSURES`) and what a reader must know."""

    exposures: pl.DataFrame
    venue_exposures: pl.DataFrame
    remarks: tuple[Text, ...] = ()


@dataclass(frozen=True)
class _Ground:
    """What every degree is traced on."""

    rule: TracingRule
    timezone: str
    presences: PresenceSource | None
    households: pl.DataFrame
    find_households: FindHouseholds | None
    contacts: pl.DataFrame
    venues: Venues
    as_of: datetime
    direction: Direction
    tell: Progress


def trace(
    cases: pl.DataFrame,
    rule: TracingRule,
    *,
    as_of: datetime,
    timezone: str,
    known_at: datetime | None = None,
    presences: PresenceSource | None = None,
    households: pl.DataFrame | None = None,
    find_households: FindHouseholds | None = None,
    contacts: pl.DataFrame | None = None,
    places: pl.DataFrame | None = None,
    direction: Direction = "forward",
    tell: Progress = lambda _degree, _share: None,
) -> TraceResult:
    """Find who was exposed to the cases known at `known_at` (default: `as_of`), judged at `as_of`.

    Frames follow `fangxian.engines.tables`; everything but the cases may be absent. A person who is a
    counted case is nobody's contact, and a person listed at one degree is not listed again at the next.
    `find_households` is asked, degree by degree, for the households of whoever `households` does not have.

    `direction` "backward" finds who may have infected `via_person_id` instead, cases among them. Then
    `earliest_infectious_at` is the first moment they shared: by then they would have had to be infectious; of
    `venue_exposures`, the places most cases had visited come first. `tell` hears how far each degree has come.

    Raises:
        TableError: a frame is not the table it claims to be.
        Problem: a moment has no time zone.

    >>> from datetime import date
    >>> line_list = tables.CASES.rows([{"case_id": "c1", "person_id": "ann", "reported_on": date(2021, 7, 29)}])
    >>> homes = tables.HOUSEHOLDS.rows([
    ...     {"person_id": "ann", "household_id": "h1"}, {"person_id": "bo", "household_id": "h1"}])
    >>> two_days_before = TracingRule(frozenset({"confirmed"}), from_days=-2, to_days=None, latent_days=2)
    >>> found = trace(line_list, two_days_before, as_of=datetime(2021, 7, 30, tzinfo=UTC),
    ...               timezone="Asia/Shanghai", households=homes)
    >>> found.exposures.select("person_id", "via_person_id", "kind").rows()
    [('bo', 'ann', 'household')]
    """
    moment = require_zone(as_of).astimezone(UTC)
    register = _given(places, tables.PLACES)
    homes, named = _given(households, tables.HOUSEHOLDS), _given(contacts, tables.CONTACTS)
    venues, source = Venues.of(register, rule), asked_whole(presences)
    ground = _Ground(rule, timezone, source, homes, find_households, named, venues, moment, direction, tell)
    known = known_cases(cases, rule.counted_kinds, moment, known_at or moment, timezone)
    windows = _opening(direction)(known, rule, moment, timezone)
    sweep = _sweep(windows, 1, ground)
    visited = _visited(sweep, register, ground)
    exposures, remarks = _trace_degrees(windows, sweep, set(known["person_id"]), ground)
    return TraceResult(exposures, visited, (*_unlisted(known, windows, ground), *remarks))


def _opening(direction: Direction) -> Callable[[pl.DataFrame, TracingRule, datetime, str], pl.DataFrame]:
    return case_windows if direction == "forward" else exposed_windows


def _given(frame: pl.DataFrame | None, table: tables.Table) -> pl.DataFrame:
    return table.empty() if frame is None else table.check(frame)


def _sweep(windows: pl.DataFrame, degree: int, ground: _Ground) -> Sweep:
    tell = partial(ground.tell, degree)
    return sweep_of(windows, ground.rule, ground.venues, ground.timezone, ground.direction, tell)


def _trace_degrees(
    windows: pl.DataFrame, sweep: Sweep, cases: set[str], ground: _Ground
) -> tuple[pl.DataFrame, tuple[Text, ...]]:
    degrees = [tables.EXPOSURES.empty()]
    remarks: tuple[Text, ...] = ()
    listed = cases if ground.direction == "forward" else set()
    for degree in range(1, ground.rule.degrees + 1):
        kept, cut = _exposed(windows, sweep, _names(listed), degree, ground)
        degrees.append(tables.EXPOSURES.check(kept.with_columns(degree=pl.lit(degree))))
        remarks += cut
        if degree < ground.rule.degrees:
            listed = listed | cases | set(kept["person_id"])
            windows = _next_windows(kept, ground)
            sweep = _sweep(windows, degree + 1, ground)
    return pl.concat(degrees).sort(_KEY), remarks


def _names(people: Set[str]) -> pl.Series:
    return pl.Series("person_id", sorted(people), dtype=pl.String())


def _next_windows(kept: pl.DataFrame, ground: _Ground) -> pl.DataFrame:
    if ground.direction == "forward":
        return contact_windows(kept, ground.rule, ground.as_of)
    return infector_windows(kept, ground.rule)


def _exposed(
    windows: pl.DataFrame, sweep: Sweep, listed: pl.Series, degree: int, ground: _Ground
) -> tuple[pl.DataFrame, tuple[Text, ...]]:
    """Return every link to the people of one degree, none of them `listed`, within the limits of the rule."""
    rule = ground.rule
    homes = _homes_of(windows["via_person_id"], ground)
    unmet = pl.concat([household_exposures(windows, homes, rule), _named(windows, ground)])
    unmet = unmet.join(listed.to_frame(), on="person_id", how="anti")
    if is_limited(degree, rule):
        found, remarks = _within_limits(sweep, unmet, listed, degree, ground)
    else:
        found, remarks = pl.concat([unmet, _met(sweep, listed, ground)]), tuple[Text, ...]()
    first = pl.col("first_exposed_at")
    infectious_at = infectious_after(first, rule) if ground.direction == "forward" else first
    return found.with_columns(infectious_at.alias("earliest_infectious_at")), remarks


def _homes_of(people: pl.Series, ground: _Ground) -> pl.DataFrame:
    """The register, and for those of these people it does not have, the households found by asking."""
    register = ground.households
    # Asked for once and sorted: two calls of `unique` need not give the same order.
    asked = people.unique().sort()
    unknown = asked.filter(~asked.is_in(register["person_id"].implode()))
    if ground.find_households is None or unknown.is_empty():
        return register
    found = tables.HOUSEHOLDS.check(ground.find_households(unknown.to_list()))
    return pl.concat([register, found.join(register, on="person_id", how="anti")])


def _within_limits(
    sweep: Sweep, unmet: pl.DataFrame, listed: pl.Series, degree: int, ground: _Ground
) -> tuple[pl.DataFrame, tuple[Text, ...]]:
    """Choose the people first where the presences can score them without listing every link."""
    source = ground.presences
    if not isinstance(source, ScoringSource):
        found = pl.concat([unmet, _met(sweep, listed, ground)])
        kept, remarks = choose(found, degree, ground.rule)
        return found.join(kept, on="person_id", how="semi"), remarks
    scores = pl.concat([unmet.select("person_id", "score"), source.scores(sweep, listed)])
    kept, remarks = choose(scores, degree, ground.rule)
    links = source.links_to(sweep, kept["person_id"])
    return pl.concat([unmet.join(kept, on="person_id", how="semi"), links]), remarks


def _met(sweep: Sweep, listed: pl.Series, ground: _Ground) -> pl.DataFrame:
    if ground.presences is None:
        return empty_links()
    links = links_of(ground.presences, sweep).select(LINK_COLUMNS)
    return links.join(listed.to_frame(), on="person_id", how="anti")


def _named(windows: pl.DataFrame, ground: _Ground) -> pl.DataFrame:
    """Only cases were interviewed, so contacts are named for a case itself (its window has an anchor)."""
    cases = windows.filter(pl.col("anchor_on").is_not_null())
    return named_exposures(cases, ground.contacts, ground.rule, ground.timezone)


def _unlisted(known: pl.DataFrame, windows: pl.DataFrame, ground: _Ground) -> tuple[Text, ...]:
    """Say how many were named in vain: outside the window of their case, or for a case that does not count."""
    outside = count_outside(_named(windows, ground), known, ground.contacts)
    of_no_case = count_of_no_case(known, ground.contacts)
    remarks = (
        Text(
            f"有 {outside} 名登记接触者的接触日期不在病例传染期内，未列入。",
            f"{outside} named contacts met their case outside its infectious window and are not listed.",
        ),
        Text(
            f"有 {of_no_case} 名登记接触者所属的病例目前不在计数之列，未列入。",
            f"{of_no_case} named contacts belong to no case that counts now and are not listed.",
        ),
    )
    return tuple(remark for remark, number in zip(remarks, (outside, of_no_case), strict=True) if number)


def _visited(sweep: Sweep, places: pl.DataFrame, ground: _Ground) -> pl.DataFrame:
    if ground.presences is None:
        return tables.VENUE_EXPOSURES.empty()
    return venue_exposures(visits_of(ground.presences, sweep), places, sweep)
