"""Measuring one rule: whom it manages, what that costs, and what it finds of what is known to have happened."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

import polars as pl

from fangxian.engines import tables
from fangxian.engines.comparison.ground import Ground
from fangxian.engines.tracing import known_cases


def measure(
    exposures: pl.DataFrame, ground: Ground, quarantine_days: float, truth: pl.DataFrame | None
) -> dict[str, object]:
    """Return a row of `RULE_COMPARISON` but for the rule itself."""
    first = exposures.filter(pl.col("degree") == 1)
    listed, everyone = set(first["person_id"]), set(exposures["person_id"])
    row: dict[str, object] = {
        "people": len(listed),
        "people_total": len(everyone),
        "quarantine_days": _person_days(first, ground, quarantine_days),
    }
    if truth is not None:
        row |= _against(infectees_of(truth, ground), listed, everyone)
    later = later_cases(ground)
    return row | {
        "later_cases": len(later),
        "later_listed": len(later & listed),
        "later_listed_total": len(later & everyone),
    }


def infectees_of(truth: pl.DataFrame, ground: Ground) -> set[str]:
    """Return whom the known cases had infected by the moment judged and who were no cases yet."""
    known = _known(ground)["person_id"].to_list()
    theirs = tables.INFECTIONS.check(truth).filter(
        pl.col("infector_id").is_in(known), pl.col("infected_at") <= ground.as_of
    )
    return set(theirs["person_id"]) - set(known)


def later_cases(ground: Ground) -> set[str]:
    """Return the people who became cases after the local day of the moment judged, as known afterwards."""
    since = ground.cases if ground.afterwards is None else ground.afterwards
    today = ground.as_of.astimezone(ZoneInfo(ground.timezone)).date()
    counted = pl.col("kind").fill_null("confirmed").is_in(sorted(ground.plan.counted_kinds))
    later = tables.CASES.check(since).filter(pl.col("reported_on") > today, counted)
    return set(later["person_id"]) - set(_known(ground)["person_id"])


def _known(ground: Ground) -> pl.DataFrame:
    return known_cases(ground.cases, ground.plan.counted_kinds, ground.as_of, ground.as_of, ground.timezone)


def _against(infectees: set[str], listed: set[str], everyone: set[str]) -> Mapping[str, object]:
    found = len(infectees & listed)
    return {
        "infectees": len(infectees),
        "found": found,
        "missed": len(infectees) - found,
        "missed_total": len(infectees - everyone),
        "found_share": found / len(infectees) if infectees else None,
        "people_per_found": len(listed) / found if found else None,
    }


def _person_days(first: pl.DataFrame, ground: Ground, quarantine_days: float) -> float:
    """Return the days of quarantine still ahead of the contacts, counted from each one's last exposure."""
    last = first.group_by("person_id").agg(pl.col("last_exposed_at").max())
    ends = pl.col("last_exposed_at") + pl.duration(minutes=int(quarantine_days * 1440))
    ahead = (ends - pl.lit(ground.as_of)).dt.total_minutes().clip(lower_bound=0)
    return round(float(last.select(ahead.sum()).item() or 0) / 1440, 1)
