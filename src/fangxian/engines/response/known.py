"""Everything a response is judged on, worked out once: what was known, who was exposed, what lies inside what."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import polars as pl

from fangxian.engines import tables
from fangxian.engines.plans import Plan
from fangxian.engines.response.digests import facts_part, mark
from fangxian.engines.response.offices import interviewing_offices, with_root, with_unknown_venues
from fangxian.engines.response.situation import Situation
from fangxian.engines.tracing import TraceResult, known_cases, trace
from fangxian.engines.zoning import cases_by_place

_FACTS = (
    "person_id",
    "kind",
    "reported_on",
    "residence_place_id",
    "infection_place_id",
)
"""The facts of a case that a rule for places may have rested on."""


@dataclass(frozen=True)
class Known:
    """`cases`: all that are not discarded; `counted`: those the plan counts, once per place around them.

    `tree_place`: (place_id, tree_place_id) of every place, venues included. `facts`: case -> mark of its facts.
    `offices`: (case_id, office_id), who interviews each case.
    `persons`: what is known of the exposed people.
    """

    situation: Situation
    plan: Plan
    places: pl.DataFrame
    closure: pl.DataFrame
    levels: tuple[str, ...]
    tree_place: pl.DataFrame
    offices: pl.DataFrame
    cases: pl.DataFrame
    counted_cases: pl.DataFrame
    counted: pl.DataFrame
    exposures: pl.DataFrame
    venue_exposures: pl.DataFrame
    persons: pl.DataFrame
    facts: Mapping[str, str]
    pools: pl.DataFrame
    capacities: pl.DataFrame
    feeds: pl.DataFrame
    remarks: tuple[tables.Text, ...] = field(default=())

    @property
    def moment(self) -> datetime:
        """The earlier of `as_of` and `known_at`."""
        return min(self.situation.as_of, self.situation.known_at)

    @property
    def today(self) -> date:
        """The local date of `moment`."""
        return self.moment.astimezone(ZoneInfo(self.situation.timezone)).date()

    @property
    def case_ids(self) -> tuple[str, ...]:
        """The counted cases, sorted."""
        return tuple(self.counted_cases["case_id"])


def what_is_known(situation: Situation, plan: Plan) -> Known:
    """Trace the outbreak and prepare the tables that rules are judged on; row order does not matter."""
    listed = tables.PLACES.check(situation.places).unique("place_id", keep="first").sort("place_id")
    cases = _cases(situation, set(tables.CASE_KINDS) - {"discarded"})
    counted_cases = cases.filter(pl.col("kind").is_in(sorted(plan.tracing.counted_kinds)))
    traced = trace_known(situation, plan, listed)
    signals = _signals(situation)
    closure = tables.closure_of(listed)
    offices = interviewing_offices(cases, closure, tables.tree_place_of(listed, closure))
    visited = traced.venue_exposures.select("case_id", "place_id")
    places = with_unknown_venues(listed, visited, offices, closure)
    if places.height > listed.height:
        closure = tables.closure_of(places)
    return Known(
        situation=situation,
        plan=plan,
        places=places,
        closure=closure,
        levels=tables.levels_of(places, closure),
        tree_place=tables.tree_place_of(places, closure),
        offices=with_root(offices, cases, listed),
        cases=cases,
        counted_cases=counted_cases,
        counted=cases_by_place(counted_cases, closure),
        exposures=traced.exposures.sort(pl.all(), nulls_last=True),
        venue_exposures=traced.venue_exposures.sort(pl.all(), nulls_last=True),
        persons=situation.persons_among(traced.exposures["person_id"]),
        facts=facts_by_case(cases) | _signal_facts(signals),
        pools=signals["pool"],
        capacities=signals["capacity"],
        feeds=signals["feed"],
        remarks=tuple(traced.remarks),
    )


def trace_known(situation: Situation, plan: Plan, places: pl.DataFrame) -> TraceResult:
    """Trace the cases of a situation by the plan's rule."""
    return trace(
        situation.cases.sort("case_id", *situation.cases.columns, nulls_last=True),
        plan.tracing,
        as_of=situation.as_of,
        known_at=situation.known_at,
        timezone=situation.timezone,
        presences=situation.presences,
        households=situation.households,
        find_households=situation.find_households,
        contacts=situation.contacts.sort(pl.all(), nulls_last=True),
        places=places,
    )


def _cases(situation: Situation, kinds: set[str]) -> pl.DataFrame:
    known = known_cases(situation.cases, kinds, situation.as_of, situation.known_at, situation.timezone)
    return known.sort("case_id", *_FACTS, nulls_last=True).unique(
        "case_id", keep="first", maintain_order=True
    )


_SIGNALS = {
    "pool": (tables.POOLS, "pools", "result_at"),
    "capacity": (tables.CAPACITIES, "capacities", "counted_at"),
    "feed": (tables.FEEDS, "feeds", "recorded_at"),
}
_SIGNAL_FACTS = {
    "pool": ("place_id", "confirmed"),
    "capacity": ("place_id", "kind"),
    "feed": ("place_id", "due_at"),
}
"""What a measure that a signal started rests on: a pool that turns out negative, a feed that is due anew."""


def _signals(situation: Situation) -> dict[str, pl.DataFrame]:
    """Return the signals of each kind that had happened and were on record, the last word on each."""
    moment = min(situation.as_of, situation.known_at).astimezone(UTC)
    found = {}
    for kind, (table, name, event) in _SIGNALS.items():
        frame = table.check(getattr(situation, name))
        happened = pl.col(event).is_null() | (pl.col(event) <= moment)
        recorded = pl.col("recorded_at").is_null() | (
            pl.col("recorded_at") <= situation.known_at.astimezone(UTC)
        )
        kept = frame.filter(happened, recorded).sort(pl.all(), nulls_last=True)
        last = kept.sort("recorded_at", nulls_last=False, maintain_order=True)
        found[kind] = last.unique(f"{kind}_id", keep="last", maintain_order=True).sort(f"{kind}_id")
    return found


def _signal_facts(signals: Mapping[str, pl.DataFrame]) -> dict[str, str]:
    return {
        f"{kind}:{row[0]}": mark("|".join(str(value) for value in row[1:]))
        for kind, frame in signals.items()
        for row in frame.select(f"{kind}_id", *_SIGNAL_FACTS[kind]).iter_rows()
    }


def facts_by_case(cases: pl.DataFrame) -> dict[str, str]:
    """Return case -> mark of the facts a rule for places may have rested on."""
    rows = cases.select("case_id", *_FACTS).iter_rows()
    return {row[0]: mark("|".join(str(value) for value in row[1:])) for row in rows}


def facts_of(evidence: pl.Series, facts: Mapping[str, str]) -> pl.Series:
    """Return one mark per row for the facts of all its evidence cases; a case not known any more counts as gone."""
    words = {
        text: mark(",".join(facts.get(case, "gone") for case in text.split(";")))
        for text in evidence.unique()
    }
    return evidence.replace_strict(words, return_dtype=pl.String()) if words else evidence


def intact_by_facts(before: pl.DataFrame, known: Known, key: str) -> frozenset[str]:
    """Return the keys of standing rows all of whose evidence cases are known with the same facts.

    A row that rests on no case (an authority decided it elsewhere) has no evidence to lose.
    """
    facts = facts_of(before["evidence"], known.facts)
    whole = (facts_part(pl.col("digest")) == pl.col("now")) | (pl.col("evidence") == "")
    same = before.with_columns(now=facts).filter(whole)
    return frozenset(same[key])


def whole_days(column: str, timezone: str, *, end: bool) -> pl.Expr:
    """Return the local midnight that begins (or ends) the day of an instant; a midnight stays itself."""
    local = pl.col(column).dt.convert_time_zone(timezone)
    begins = local.dt.truncate("1d")
    ends = pl.when(begins == local).then(begins).otherwise(begins.dt.offset_by("1d"))
    return (ends if end else begins).dt.convert_time_zone("UTC").alias(column)
