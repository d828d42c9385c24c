"""Trial subjects of a condition: values around its own figures, so that a rule is tried where it turns."""

import re
from collections.abc import Iterator, Mapping

import numpy as np

from fangxian.engines.conditions.features import AT_MOST, NEVER_DAYS, Feature, Value

_STRING = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")


def literals_of(source: str) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Return the strings and the numbers written in a condition.

    >>> literals_of("kind == 'confirmed' && age >= 18")
    (('confirmed',), (18.0,))
    """
    strings = tuple(single or double for single, double in _STRING.findall(source))
    numbers = tuple(float(number) for number in _NUMBER.findall(_STRING.sub("", source)))
    return strings, numbers


def _candidates(feature: Feature, strings: tuple[str, ...], numbers: tuple[float, ...]) -> list[Value]:
    if feature.type_ == "bool":
        return [False, True]
    if feature.type_ == "string":
        return sorted({"", *(feature.values or strings)} if "" not in feature.values else set(feature.values))
    around = {near for number in (0.0, *numbers) for near in (-number, number - 1, number, number + 1)}
    within = {x for x in (*around, feature.low, feature.high) if feature.low <= x <= feature.high}
    if feature.type_ == "int":
        return sorted({int(x) for x in within})
    return sorted({*within, *(x + 0.5 for x in within if x + 0.5 <= feature.high)})


def _possible(row: Mapping[str, Value]) -> bool:
    """Leave out what no situation can be, such as more cases in 14 days than ever."""
    if any(
        small in row and large in row and float(row[small]) > float(row[large]) for small, large in AT_MOST
    ):
        return False
    days = row.get("days_since_last_case")
    if days is None:
        return True
    recent, ever = row.get("cases_14d", 0), row.get("cases_total", row.get("cases_14d", 0))
    return not (recent and int(days) > 14) and not (ever and days == NEVER_DAYS)


def trial_rows(
    source: str, features: Mapping[str, Feature], limit: int = 4_000, seed: int = 7
) -> Iterator[dict[str, Value]]:
    """Yield possible values of `features` around the figures of `source`, at most `limit` rows, seeded.

    >>> rows = list(trial_rows("age > 3", {"age": Feature("age", "int", None, -1, -1, 120)}))
    >>> [row["age"] for row in rows]
    [-1, 0, 1, 2, 3, 4, 120]
    """
    strings, numbers = literals_of(source)
    choices = {name: _candidates(feature, strings, numbers) for name, feature in features.items()}
    sizes = [len(choice) for choice in choices.values()]
    total = int(np.prod(sizes, dtype=object)) if sizes else 1
    if total <= limit:
        picks: list[int] = list(range(total))
    else:
        generator = np.random.default_rng(seed)
        picks = [int(x) for x in generator.integers(0, min(total, 2**62), size=limit)]
    for pick in picks:
        row: dict[str, Value] = {}
        for name, choice in choices.items():
            pick, position = divmod(pick, len(choice))  # noqa: PLW2901 - the digits of the pick
            row[name] = choice[position]
        if _possible(row):
            yield row
