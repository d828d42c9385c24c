"""An outbreak in two dozen figures: what a fit compares between the record and the futures it tries."""

import numpy as np
import numpy.typing as npt

from fangxian.engines.compiled import compiled, whole
from fangxian.engines.epidemic import BY_ILLNESS, BY_TRACING
from fangxian.engines.rehearsal.fitting.records import COMMUNITY, DAY, DISTRICT, ONSET, ROUTE, SOURCE

Floats = npt.NDArray[np.float64]

PARTS = 5
"""Equal parts of the known days, for each of which cases are counted."""
_COUNTS, _WHEN, _ROUTES, _HALVES, _ONSETS, _LINKS, _PLACES = 0, 6, 7, 10, 12, 17, 21
FIGURES = 24
"""How many figures describe an outbreak: cases in all and by part, spread in time, by route and half, about onset, about
who infected whom, and about where."""


@compiled
def describe(rows: Floats, count: int, days: float, into: Floats) -> None:
    """Write the figures of the first `count` rows of a record with so many known days.

    >>> rows, found = np.zeros((2, 6)), np.zeros(FIGURES)
    >>> describe(rows, 2, 5.0, found)
    >>> round(float(np.expm1(found[0])), 6)
    2.0
    """
    into[:] = 0.0
    _count(rows, count, days, into)
    _time(rows, count, into)
    _onsets(rows, count, into)
    _links(rows, count, into)
    _places(rows, count, into)


@compiled
def _count(rows: Floats, count: int, days: float, into: Floats) -> None:
    for case in range(count):
        part = min(whole(rows[case, DAY] * PARTS / days), PARTS - 1)
        into[_COUNTS] += 1.0
        into[_COUNTS + 1 + part] += 1.0
        route = rows[case, ROUTE]
        if np.isnan(route):
            continue
        into[_ROUTES + whole(route)] += 1.0
        if route == BY_ILLNESS:
            into[_HALVES + (1 if rows[case, DAY] * 2.0 >= days else 0)] += 1.0
    for figure in range(_HALVES + 2):
        if figure != _WHEN:
            into[figure] = np.log1p(into[figure])


@compiled
def _time(rows: Floats, count: int, into: Floats) -> None:
    into[_WHEN] = rows[:count, DAY].std()


@compiled
def _onsets(rows: Floats, count: int, into: Floats) -> None:
    """Write mean delays from onset to report (ill, traced), the share already ill, mean and first day of onset."""
    waits, numbers, ill, onsets, first = np.zeros(2), np.zeros(2), 0, 0.0, 0.0
    for case in range(count):
        if np.isnan(rows[case, ONSET]):
            continue
        first = rows[case, ONSET] if ill == 0 else min(first, rows[case, ONSET])
        ill += 1
        onsets += rows[case, ONSET]
        kind = 1 if rows[case, ROUTE] == BY_TRACING else 0
        waits[kind] += rows[case, DAY] - rows[case, ONSET]
        numbers[kind] += 1.0
    for kind in range(2):
        into[_ONSETS + kind] = waits[kind] / max(numbers[kind], 1.0)
    into[_ONSETS + 2] = ill / max(count, 1)
    into[_ONSETS + 3] = onsets / max(ill, 1)
    into[_ONSETS + 4] = first


@compiled
def _links(rows: Floats, count: int, into: Floats) -> None:
    """Write how many have a known source, their share, the most infected by one, and the mean time between onsets."""
    offspring = np.zeros(max(count, 1))
    linked = between = pairs = 0.0
    for case in range(count):
        source = rows[case, SOURCE]
        if np.isnan(source):
            continue
        linked += 1.0
        offspring[whole(source)] += 1.0
        days = rows[case, ONSET] - rows[whole(source), ONSET]
        if not np.isnan(days):
            between += days
            pairs += 1.0
    into[_LINKS] = np.log1p(linked)
    into[_LINKS + 1] = linked / max(count, 1)
    into[_LINKS + 2] = np.log1p(offspring.max())
    into[_LINKS + 3] = between / max(pairs, 1.0)


@compiled
def _places(rows: Floats, count: int, into: Floats) -> None:
    """Write how many districts and communities have cases, and the share of the first district."""
    districts, most = _different(rows, count, DISTRICT)
    communities, _ = _different(rows, count, COMMUNITY)
    into[_PLACES] = np.log1p(districts)
    into[_PLACES + 1] = np.log1p(communities)
    into[_PLACES + 2] = most / max(count, 1)


@compiled
def _different(rows: Floats, count: int, column: int) -> tuple[float, float]:
    """Return how many different values a column has, and how often the most frequent one stands in it."""
    values = np.sort(rows[:count, column])
    different = most = run = 0.0
    for case in range(count):
        if np.isnan(values[case]):
            break
        new = case == 0 or values[case] != values[case - 1]
        run = 1.0 if new else run + 1.0
        different += 1.0 if new else 0.0
        most = max(most, run)
    return different, most


def known_of(rows: Floats) -> npt.NDArray[np.bool_]:
    """Return which figures a record can give: those of columns in which something is known.

    >>> bool(known_of(np.array([[0.0, np.nan, np.nan, 0.0, 0.0, np.nan]]))[17])
    False
    """
    known = np.ones(FIGURES, dtype=bool)
    has: npt.NDArray[np.bool_] = (~np.isnan(rows)).sum(axis=0) > 0
    known[_ROUTES:_ONSETS] = has[ROUTE]
    known[_ONSETS:_LINKS] = has[ONSET]
    known[_ONSETS + 1] = has[ONSET] and has[ROUTE]
    known[_LINKS:_PLACES] = has[SOURCE]
    known[_LINKS + 3] = has[SOURCE] and has[ONSET]
    known[_PLACES] = known[_PLACES + 2] = has[DISTRICT]
    known[_PLACES + 1] = has[COMMUNITY]
    return known
