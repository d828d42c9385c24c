"""Comparing rules on one outbreak: people each would manage, infections each would miss."""

from collections.abc import Callable, Mapping, Sequence

import polars as pl

from fangxian.engines.comparison.ground import Ground, Rule
from fangxian.engines.comparison.measuring import measure
from fangxian.engines.comparison.registry import list_rules
from fangxian.engines.comparison.tables import RULE_COMPARISON
from fangxian.engines.plans import Figure, Measure

Progress = Callable[[Rule], None]


def compare_rules(
    ground: Ground,
    *,
    quarantine_days: float,
    truth: pl.DataFrame | None = None,
    rules: Sequence[Rule] | None = None,
    progress: Progress = lambda _: None,
) -> pl.DataFrame:
    """Return one row per rule (`RULE_COMPARISON`): the same outbreak, moment and presences under each.

    Each rule lists people by the cases known at `ground.as_of`; nothing recorded later is used to list them.
    `truth` (`tables.INFECTIONS`) is known of a simulated outbreak only; without it the columns on infectees
    are null. Cases of the line list reported after the moment judged show which rule had listed them before.
    `quarantine_days` count from the last exposure, and only those still ahead are counted. `progress` is
    told each rule before it starts.

    Raises:
        TableError: a frame is not the table it claims to be.
        Problem: the moment has no time zone.

    >>> from datetime import UTC, date, datetime
    >>> from fangxian.engines import tables
    >>> from fangxian.engines.tracing import InMemoryPresences, plain_rule
    >>> hour = [datetime(2021, 7, 28, hour, tzinfo=UTC) for hour in range(12)]
    >>> stays = tables.PRESENCES.rows([
    ...     {"person_id": "ann", "place_id": "cafe", "arrive_at": hour[1], "leave_at": hour[2]},
    ...     {"person_id": "bo", "place_id": "cafe", "arrive_at": hour[1], "leave_at": hour[3]},
    ...     {"person_id": "cem", "place_id": "cafe", "arrive_at": hour[9], "leave_at": hour[10]}])
    >>> cases = tables.CASES.rows([{"case_id": "c1", "person_id": "ann", "reported_on": date(2021, 7, 29)}])
    >>> ground = Ground(cases, plain_rule(), datetime(2021, 7, 29, 12, tzinfo=UTC), "Asia/Shanghai",
    ...                 InMemoryPresences(stays, "Asia/Shanghai"))
    >>> found = compare_rules(ground, quarantine_days=14)
    >>> dict(found.select("rule", "people").rows())["same_venue_day"]
    2
    >>> dict(found.select("rule", "people").rows())["venue_interval"]
    1
    """
    rows = []
    for rule in list_rules() if rules is None else rules:
        progress(rule)
        rows.append({"rule": rule.id, **measure(rule.find(ground), ground, quarantine_days, truth)})
    return RULE_COMPARISON.rows(rows)


def find_quarantine_days(figures: Mapping[str, Figure], measures: Mapping[str, Measure]) -> float:
    """Return how many days a plan quarantines a contact: its own figure, else its longest measure.

    Takes `Plan.figures` and `Plan.measures`. Zero for a plan that quarantines nobody.

    >>> find_quarantine_days({"figures.quarantine_days": Figure(14, "d", ("S10",), "B")}, {})
    14.0
    """
    stated = figures.get("figures.quarantine_days")
    if stated is not None:
        return float(stated.value)
    restricting = (one for one in measures.values() if one.kind == "person" and one.restricts)
    return max((one.duration.to_days for one in restricting), default=0.0)
