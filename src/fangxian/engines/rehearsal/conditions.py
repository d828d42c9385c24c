"""A plan's conditions as comparisons for the kernel: alternatives, each a run of comparisons that all have to hold.

The conditions are a closed subset of CEL, which for that subset reads as a Python expression but for the signs of and,
or and not; so Python's own parser reads them.
"""

import ast
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fangxian.engines.epidemic import FEATURES, NOTHING, OPERATORS

Comparison = tuple[int, int, float]
"""Feature by its position, operator by its position, figure."""
Alternatives = list[tuple[Comparison, ...]]

_SIGNS = {ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
_OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_WORDS = (("&&", " and "), ("||", " or "), ("true", "True"), ("false", "False"))


class NotModelledError(Exception):
    """A condition asks for something that no future knows; the message is what it asks for."""


@dataclass(frozen=True)
class Words:
    """What features and words are called in a plan: its risk levels, from low to high."""

    levels: tuple[str, ...]

    def feature(self, name: str) -> int:
        """Return a feature's position; `areas_<level>` by the level's rank."""
        if name.startswith("areas_") and name[6:] in self.levels:
            name = f"areas_{self.levels.index(name[6:])}"
        if name not in FEATURES:
            raise NotModelledError(name)
        return FEATURES.index(name)

    def figure(self, value: object) -> float:
        """Return a figure, or the rank of a risk level; "" is none."""
        if isinstance(value, str):
            return float(self.levels.index(value)) if value in self.levels else 0.0
        if isinstance(value, bool | int | float):
            return float(value)
        raise NotModelledError(str(value))


def compare(condition: str, levels: Sequence[str]) -> Alternatives:
    """Return a condition's alternatives; what no future knows counts as not holding.

    Raises:
        NotModelledError: no alternative is left that a future could judge.

    >>> compare("areas_medium >= 1 || exposed_venues >= 1", ("low", "medium"))
    [((11, 5, 1.0),)]
    """
    for sign, word in _WORDS:
        condition = condition.replace(sign, word)
    tree = ast.parse(re.sub(r"!(?!=)", " not ", condition).strip(), mode="eval").body
    unknown: list[str] = []
    found = _alternatives(tree, False, Words(tuple(levels)), unknown)
    if not found and unknown:
        raise NotModelledError(", ".join(unknown))
    return found


def _alternatives(tree: ast.expr, negated: bool, words: Words, unknown: list[str]) -> Alternatives:
    if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.Not):
        return _alternatives(tree.operand, not negated, words, unknown)
    if isinstance(tree, ast.BoolOp):
        parts = [_alternatives(part, negated, words, unknown) for part in tree.values]
        if isinstance(tree.op, ast.And) != negated:
            return [sum(choice, ()) for choice in itertools.product(*parts)]
        return [choice for part in parts for choice in part]
    if isinstance(tree, ast.Constant) and isinstance(tree.value, bool):
        return [()] if tree.value != negated else []
    try:
        return _compared(tree, negated, words)
    except NotModelledError as error:
        unknown.append(str(error))
        return []


def _compared(tree: ast.expr, negated: bool, words: Words) -> Alternatives:
    if not isinstance(tree, ast.Compare) or len(tree.ops) != 1:
        raise NotModelledError(ast.unparse(tree))
    left, operator, right = tree.left, tree.ops[0], tree.comparators[0]
    if isinstance(operator, ast.In) and isinstance(right, ast.List):
        each = [_one(left, "!=" if negated else "==", value, words) for value in right.elts]
        return [sum(each, ())] if negated else each
    sign = _SIGNS[type(operator)]
    if isinstance(left, ast.BinOp):
        return _sum(left, _OPPOSITE[sign] if negated else sign, right, words)
    return [_one(left, _OPPOSITE[sign] if negated else sign, right, words)]


def _one(left: ast.expr, sign: str, right: ast.expr, words: Words) -> tuple[Comparison, ...]:
    if not isinstance(left, ast.Name) or not isinstance(right, ast.Constant):
        raise NotModelledError(ast.unparse(left))
    return ((words.feature(left.id), OPERATORS.index(sign), words.figure(right.value)),)


def _sum(left: ast.BinOp, sign: str, right: ast.expr, words: Words) -> Alternatives:
    """Counts that add up to one or more: any of them is one or more. Other sums are not modelled."""
    names = [part.id for part in ast.walk(left) if isinstance(part, ast.Name)]
    if sign != ">=" or not isinstance(right, ast.Constant) or right.value != 1:
        raise NotModelledError(ast.unparse(left))
    known = [name for name in names if not _is_unknown(name, words)]
    if not known:
        raise NotModelledError(ast.unparse(left))
    return [((words.feature(name), OPERATORS.index(">="), 1.0),) for name in known]


def _is_unknown(name: str, words: Words) -> bool:
    try:
        words.feature(name)
    except NotModelledError:
        return True
    return False


def as_table(rules: Sequence[Alternatives]) -> npt.NDArray[np.float64]:
    """Return rules as `Policy.compare`: (rule, comparison, 4), filled up with nothing."""
    # An alternative without a comparison always holds: nobody has fewer than no cases.
    always: Comparison = (0, OPERATORS.index(">="), 0.0)
    longest = max((sum(max(len(run), 1) for run in rule) for rule in rules), default=0)
    table = np.full((len(rules), max(longest, 1), 4), NOTHING)
    for r, rule in enumerate(rules):
        k = 0
        for run in rule:
            for number, comparison in enumerate(run or (always,)):
                table[r, k] = (*comparison, float(number + 1 == max(len(run), 1)))
                k += 1
    return table
