"""What can be wrong with a condition, in both languages."""

from collections.abc import Iterable
from difflib import get_close_matches

from fangxian.engines.problems import Problem, Text


class ConditionProblem(Problem):
    """A condition that cannot be used, with the words that could be used instead."""


def not_readable(source: str, why: str) -> ConditionProblem:
    """The text is not CEL."""
    first = why.strip().splitlines()[0]
    return ConditionProblem(
        "condition-not-readable",
        Text(f"条件“{source}”无法解析: {first}。", f"The condition {source!r} cannot be read: {first}."),
        Text("应为一个 CEL 表达式。", "A CEL expression is expected."),
        Text(
            "例如 cases_14d >= 1 && level == 'district'。",
            "For example cases_14d >= 1 && level == 'district'.",
        ),
    )


def unknown_name(source: str, name: str, scope: str, known: Iterable[str]) -> ConditionProblem:
    """The condition asks for something its scope does not have."""
    names = sorted(known)
    close = get_close_matches(name, names, n=1)
    listed = ", ".join(names)
    hint = (
        Text(f"是否想写 {close[0]}？", f"Did you mean {close[0]}?")
        if close
        else Text("请改用其一。", "Use one of them.")
    )
    return ConditionProblem(
        "unknown-feature",
        Text(f"条件“{source}”中的 {name} 不存在。", f"{name} in the condition {source!r} is not known."),
        Text(f"范围 {scope} 可用: {listed}。", f"In the scope {scope} there are: {listed}."),
        hint,
    )


def unknown_function(source: str, name: str, known: Iterable[str]) -> ConditionProblem:
    """The condition uses an operator or function outside the closed set."""
    listed = " ".join(sorted(known))
    return ConditionProblem(
        "unknown-function",
        Text(f"条件“{source}”使用了 {name}。", f"The condition {source!r} uses {name}."),
        Text(f"只允许: {listed}。", f"Only these are allowed: {listed}."),
        Text("请用允许的运算改写。", "Rewrite it with what is allowed."),
    )


def wrong_type(source: str, why: str) -> ConditionProblem:
    """The condition compares or adds what does not go together, or is no yes/no question."""
    first = why.strip().splitlines()[0].rstrip(".")
    return ConditionProblem(
        "condition-wrong-type",
        Text(f"条件“{source}”类型不符: {first}。", f"The condition {source!r} mixes types: {first}."),
        Text(
            "结果应为真或假，数与数比，文字与文字比。", "A yes/no answer is expected; compare like with like."
        ),
        Text(
            "请查看该特征的类型 (docs/reference/packs.md)。",
            "Look up the feature's type (docs/reference/packs.md).",
        ),
    )
