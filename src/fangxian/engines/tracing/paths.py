"""Why somebody is on the list, or is not: the way back to a case, or where it breaks off."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import polars as pl

from fangxian.engines import tables
from fangxian.engines.plans import TracingRule
from fangxian.engines.problems import Text
from fangxian.engines.tracing.memory import InMemoryPresences
from fangxian.engines.tracing.source import Direction, PresenceSource
from fangxian.engines.tracing.tracer import trace

_YEARS = 3650
_EVER = (datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC))


@dataclass(frozen=True)
class Path:
    """One way from a case to a person: rows of `tables.EXPOSURES`, the case's own contact first."""

    case_id: str
    score: float
    steps: pl.DataFrame


def find_paths(exposures: pl.DataFrame, person_id: str) -> list[Path]:
    """Return every way by which a person came onto the list, the highest score first.

    Before the last step each person's own best link to that case is taken.

    >>> from datetime import UTC, datetime
    >>> at = datetime(2021, 7, 28, tzinfo=UTC)
    >>> row = {"first_exposed_at": at, "last_exposed_at": at, "earliest_infectious_at": at, "score": 1.0,
    ...        "kind": "presence", "case_id": "c1"}
    >>> found = tables.EXPOSURES.rows([
    ...     {**row, "person_id": "bo", "degree": 1, "via_person_id": "ann"},
    ...     {**row, "person_id": "cem", "degree": 2, "via_person_id": "bo"}])
    >>> [path.steps["person_id"].to_list() for path in find_paths(found, "cem")]
    [['bo', 'cem']]
    """
    links = exposures.filter(pl.col("person_id") == person_id)
    best = links.sort("score", "case_id", "via_person_id", descending=[True, False, False])
    return [_path(exposures, best[row]) for row in range(best.height)]


def _path(exposures: pl.DataFrame, last: pl.DataFrame) -> Path:
    steps, case_id = [last], last["case_id"][0]
    while steps[0]["degree"][0] > 1:
        before = exposures.filter(
            pl.col("person_id") == steps[0]["via_person_id"][0],
            pl.col("degree") == steps[0]["degree"][0] - 1,
            pl.col("case_id") == case_id,
        )
        steps.insert(0, before.sort("score", "place_id", descending=[True, False]).head(1))
    return Path(case_id, last["score"][0], pl.concat(steps))


def why_not(
    person_id: str,
    cases: pl.DataFrame,
    rule: TracingRule,
    *,
    as_of: datetime,
    timezone: str,
    presences: PresenceSource | None,
    direction: Direction = "forward",
) -> Text:
    """Say why presence does not link a person to any case directly, as far as that can be told.

    The rule is loosened step by step until it does: limits, shortest time, window, time of day, place.
    """
    if person_id in set(cases["person_id"]):
        return Text("此人本身是病例。", "They are a case themselves.")
    stays = _stays([person_id, *cases["person_id"]], presences)
    if person_id not in set(stays["person_id"]):
        return Text("到访记录中没有此人。", "No presence of them is recorded.")
    source = InMemoryPresences(stays, timezone)
    for loosened, reason in _loosened(rule):
        found = trace(
            _unbound(cases) if loosened.from_days == -_YEARS else cases,
            loosened,
            as_of=as_of,
            timezone=timezone,
            presences=source,
            direction=direction,
        ).exposures.filter(pl.col("person_id") == person_id)
        if found.height:
            return reason(found)
    return _apart(person_id, stays)


def _loosened(rule: TracingRule) -> Iterator[tuple[TracingRule, Callable[[pl.DataFrame], Text]]]:
    """Yield ever looser rules, each with what it means that only this one finds the person."""
    free = replace(rule, degrees=1, score_threshold={}, budget={})
    brief = replace(free, min_minutes=0)
    anywhere = replace(brief, seat_rows={})
    yield free, _cut_off
    yield brief, _too_short
    yield anywhere, _too_far
    wide = replace(anywhere, from_days=-_YEARS, to_days=None)
    yield replace(wide, exposed_from_days=-_YEARS, exposed_to_days=_YEARS), _outside


def _unbound(cases: pl.DataFrame) -> pl.DataFrame:
    return cases.with_columns(isolated_at=pl.lit(None, tables.INSTANT))


def _cut_off(found: pl.DataFrame) -> Text:
    score = f"{found['score'].sum():g}"
    return Text(
        f"与病例同处一地，但得分 {score} 未达阈值或名额已满。",
        f"They met a case, but their score of {score} is below the threshold or the budget was used up.",
    )


def _too_short(found: pl.DataFrame) -> Text:
    longest = f"{found.select(pl.col('minutes').max()).item():g}"
    return Text(
        f"与病例同处一地最多 {longest} 分钟，短于规定的最短时间。",
        f"They met a case for {longest} minutes at most, which is shorter than the rule asks.",
    )


def _outside(found: pl.DataFrame) -> Text:
    return Text("与病例同处一地，但不在该病例的窗口期内。", "They met a case, but outside its window.")


def _too_far(found: pl.DataFrame) -> Text:
    return Text(
        "与病例同处一地，但座位相隔太远。", "They were where a case was, but their seats were too far apart."
    )


def _apart(person_id: str, stays: pl.DataFrame) -> Text:
    theirs = set(stays.filter(pl.col("person_id") == person_id)["place_id"])
    cases = set(stays.filter(pl.col("person_id") != person_id)["place_id"])
    if theirs & cases:
        return Text(
            "去过病例到过的地点，但时间、场次或区域不同。",
            "They were at a place of a case, but at another time, session or zone.",
        )
    return Text("从未到过病例到过的地点。", "They were never at a place where a case was.")


def _stays(people: list[str], presences: PresenceSource | None) -> pl.DataFrame:
    if presences is None:
        return tables.PRESENCES.empty()
    return presences.stays_of(people, *_EVER)
