"""A rehearsal that begins as a fit says the outbreak began."""

from dataclasses import asdict, replace

from fangxian.engines.rehearsal import Assumptions
from fangxian.operations.fits.rows import FitRow, Interval
from fangxian.operations.rehearsals.rows import DAYS_AGO, SEEDS, Wish

FOUND = ("found_household", "found_work", "found_school", "found_venue", "found_site")
"""Shares of contacts found that a fit tells together, as a share of what is usual."""


def begin_from(wish: Wish, row: FitRow) -> Wish:
    """Return a wish in the city of a fit with the medians of its draws: first infections and when, R, who asks for a test, and
    how many contacts are found. A fit without draws changes nothing."""
    if row.result is None or not row.digest:
        return wish
    found, usual = row.result.figures, asdict(Assumptions())
    assumptions = {
        "r0": round(found["r"].q50, 2),
        "ask_before": round(found["asks_before"].q50, 2),
        "ask_after": round(found["asks_after"].q50, 2),
        "ask_days": round(found["ask_days"].q50, 1),
        **{name: round(usual[name] * found["found"].q50, 2) for name in FOUND},
    }
    return replace(
        wish,
        place_id=row.city_id,
        seed_cases=_within(found["seeds"], SEEDS),
        seeded_days_ago=_within(found["days_since_first"], DAYS_AGO),
        assumptions={**wish.assumptions, **assumptions},
    )


def _within(found: Interval, bounds: tuple[int, int]) -> int:
    return min(max(round(found.q50), bounds[0]), bounds[1])
