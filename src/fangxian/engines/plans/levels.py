"""Levels of different countries' trees side by side, so that one measure serves several."""

from collections.abc import Sequence

from fangxian.engines.problems import Problem, Text

LEVEL_RANKS = {
    "country": 0,
    "province": 10,
    "state": 10,
    "region": 10,
    "prefecture": 20,
    "city": 20,
    "district": 30,
    "county": 30,
    "street": 40,
    "township": 40,
    "municipality": 40,
    "community": 50,
    "village": 50,
    "tract": 50,
    "grid": 60,
    "venue": 100,
}
"""From the widest to the narrowest; levels of equal rank do each other's work."""


def nearest_level(level: str, levels: Sequence[str]) -> str:
    """Return the member of `levels` (a tree's, widest first) that does the work of `level`.

    The level itself where the tree has it, else the one of nearest rank; of two equally near the
    narrower, so that a missing level never widens a measure. A level nobody ranks is the narrowest.

    Raises:
        Problem: `levels` is empty.

    >>> nearest_level("street", ("county", "municipality", "tract"))
    'municipality'
    >>> nearest_level("province", ("county", "municipality", "tract"))
    'county'
    """
    if not levels:
        raise Problem(
            "no-levels",
            Text("地区树没有级别。", "The tree of places has no levels."),
            Text("至少需要一个级别。", "At least one level is needed."),
            Text("请先加载地区包。", "Load a place pack first."),
        )
    if level in levels:
        return level
    rank = LEVEL_RANKS.get(level, 1000)
    ranked = [(abs(LEVEL_RANKS.get(one, 10 * index) - rank), -index, one) for index, one in enumerate(levels)]
    return min(ranked)[2]
