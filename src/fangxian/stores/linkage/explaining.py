"""Why two rows are one person, or are not: each comparison, its weight, the sum, the threshold."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from fangxian.engines.problems import Problem, Text
from fangxian.stores.linkage.comparing import COMPARISONS
from fangxian.stores.linkage.preparing import prepare
from fangxian.stores.linkage.scoring import weigh_pair

Key = tuple[str, str]
"""list_id and row_id."""


@dataclass(frozen=True)
class Reason:
    """One comparison: what was compared, how it came out, and what that weighs in bits."""

    compared: Text
    found: Text
    bits: float


@dataclass(frozen=True)
class Explanation:
    """`start_bits` is what a pair weighs before anything is compared; `verdict` says why the rows are one or two."""

    reasons: tuple[Reason, ...]
    start_bits: float
    sum_bits: float
    threshold_bits: float
    one: bool
    verdict: Text

    def lines(self, language: str) -> list[str]:
        """Return the explanation as lines to show."""
        start = Text("任意两行的起点", "where any two rows start")
        total = Text("合计 / 门槛", "sum / threshold")
        told = [
            f"{one.compared.in_(language)}: {one.found.in_(language)} ({one.bits:+.1f})"
            for one in self.reasons
        ]
        return [
            f"{start.in_(language)}: {self.start_bits:+.1f}",
            *told,
            f"{total.in_(language)}: {self.sum_bits:+.1f} / {self.threshold_bits:+.1f}",
            self.verdict.in_(language),
        ]


def weigh(
    lists: Mapping[str, pl.DataFrame], a: Key, b: Key, population: int
) -> tuple[tuple[Reason, ...], float, float]:
    """Return the reasons for two rows, their start and their sum, as splink weighs them.

    Raises:
        Problem: there is no such row, or both are the same.
    """
    rows = prepare({list_id: _taken(lists, list_id, (a, b)) for list_id in {a[0], b[0]}})
    if rows.height != 2:
        raise _no_such_rows(a, b)
    weighed = weigh_pair(rows, population)
    reasons = tuple(
        Reason(
            one.title,
            one.level(int(weighed[f"gamma_{one.name}"])).said,
            weighed[f"mw_{one.name}"],
        )
        for one in COMPARISONS
    )
    total = weighed["match_weight"]
    return reasons, total - sum(one.bits for one in reasons), total


def verdict_of(one: bool, direct: str | None, total: float, threshold: float) -> Text:
    """Return why: `direct` is what became of the very pair, None when it was not among those weighed enough.

    >>> verdict_of(False, "same-list", 9.0, 1.0).en
    'Two people: as one they would stand twice on a list on which everybody stands once.'
    """
    if direct is not None:
        return _VERDICTS[direct]
    if one:
        return _VERDICTS["over-third"]
    return _VERDICTS["too-light" if total < threshold else "no-block"]


_VERDICTS = {
    "number": Text(
        "是同一人: 身份证号通过校验且相同, 姓名也相同。",
        "One person: the same valid identity number and the same name.",
    ),
    "joined": Text("是同一人: 合计达到门槛。", "One person: the sum reaches the threshold."),
    "over-third": Text(
        "是同一人: 两行都与同一名单行合并。", "One person: both were joined with the same other rows."
    ),
    "same-list": Text(
        "是两个人: 若合并, 就会在每人只出现一次的名单上出现两次。",
        "Two people: as one they would stand twice on a list on which everybody stands once.",
    ),
    "two-numbers": Text(
        "是两个人: 两边各有通过校验的不同身份证号, 只靠没有号码的第三行相连。",
        "Two people: either side has a valid number of its own, and only a row without one ties them.",
    ),
    "too-light": Text("是两个人: 合计未达到门槛。", "Two people: the sum stays below the threshold."),
    "no-block": Text(
        "是两个人: 除姓名外没有足够的共同信息, 不作比较。",
        "Two people: they share too little besides a name to be compared at all.",
    ),
}


def _taken(lists: Mapping[str, pl.DataFrame], list_id: str, keys: tuple[Key, ...]) -> pl.DataFrame:
    wanted = [row for name, row in keys if name == list_id]
    if list_id not in lists:
        raise _no_such_rows(*keys)
    return lists[list_id].filter(pl.col("row_id").is_in(wanted))


def _no_such_rows(a: Key, b: Key) -> Problem:
    zh, en = f"{'/'.join(a)} 与 {'/'.join(b)}", f"{'/'.join(a)} and {'/'.join(b)}"
    return Problem(
        "no-such-rows",
        Text(f"找不到要比较的两行: {zh}。", f"There are no two such rows to compare: {en}."),
        Text("应为名单中两行不同的行。", "Two different rows of the lists are expected."),
        Text("请核对名单与行号。", "Check the list and the row."),
        status=404,
    )
