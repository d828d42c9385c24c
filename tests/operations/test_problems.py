"""Every problem is declared once, in both languages, and raised from its declaration only."""

import ast
import re
from pathlib import Path

import pytest

import fangxian.operations
from fangxian.engines.problems import Problem, Text
from fangxian.operations.problems import NOT_FOUND, declare, list_kinds

OPERATIONS = Path(fangxian.operations.__file__).parent


def test_codes_are_kebab_case_and_every_sentence_is_there_in_both_languages():
    kinds = list_kinds()
    assert len(kinds) >= 10
    for kind in kinds:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", kind.code)
        for text in (kind.happened, kind.expected, kind.remedy):
            assert re.search(r"[\u4e00-\u9fff]", text.zh), kind.code
            assert not re.search(r"[\u4e00-\u9fff]", text.en), kind.code


def test_both_languages_name_the_same_values():
    for kind in list_kinds():
        for text in (kind.happened, kind.expected, kind.remedy):
            zh, en = (set(re.findall(r"{(\w+?)(?:_zh)?}", words)) for words in (text.zh, text.en))
            assert zh == en, kind.code


def test_no_service_builds_a_problem_beside_the_registry():
    beside = [
        f"{path.relative_to(OPERATIONS)}:{node.lineno}"
        for path in OPERATIONS.rglob("*.py")
        if path != OPERATIONS / "problems.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Problem"
    ]
    assert beside == []


def test_a_code_cannot_be_declared_twice():
    words = Text("一", "one")
    with pytest.raises(ValueError, match="declared twice"):
        declare("not-found", happened=words, expected=words, remedy=words)


def test_a_problem_says_what_happened_what_was_expected_and_what_to_do():
    problem = NOT_FOUND(what="case", what_zh="病例", key="C-9")
    assert isinstance(problem, Problem)
    assert problem.status == 404
    assert "“C-9”" in problem.in_("en")
    assert "病例" in problem.in_("zh-hans")
