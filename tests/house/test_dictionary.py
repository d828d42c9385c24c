"""One word per thing: public names use the dictionary's word, not its synonyms."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tools.shape import ROOT, list_sources

# synonym -> the word of docs/reference/dictionary.md
SYNONYMS = {
    "patient": "case",
    "patients": "cases",
    "lockdown": "restriction",
    "lockdowns": "restrictions",
    "hotspot": "risk_area",
    "swab": "sample",
    "swabs": "samples",
    "tube_pool": "pool",
    "dashboard": "battle_map",
    "kpi": "figure",
    "audit_log": "journal",
    "auditlog": "journal",
    "citizen": "person",
    "subject_zone": "risk_area",
    "manager": "the noun it keeps",
    "helper": "a verb",
    "sort_order": "position",
}


def _public_names(path: Path) -> Iterator[str]:
    """Yield the classes, functions, parameters and annotated fields that a reader of the module sees."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.name
        if isinstance(node, ast.FunctionDef):
            yield from (argument.arg for argument in [*node.args.args, *node.args.kwonlyargs])
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def _synonyms_in(name: str) -> list[str]:
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    return [word for word in SYNONYMS if re.search(rf"(?:^|_){word}(?:_|$)", snake)]


def test_a_synonym_is_recognised_inside_a_longer_name() -> None:
    assert _synonyms_in("list_patients_of") == ["patients"]
    assert _synonyms_in("PatientRow") == ["patient"]
    assert _synonyms_in("impatient") == []


def test_public_names_use_the_words_of_the_dictionary() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {name} ({word} -> {SYNONYMS[word]})"
        for path in list_sources("src/fangxian")
        for name in _public_names(path)
        if not name.startswith("_")
        for word in _synonyms_in(name)
    ]
    assert found == []


def test_instants_and_days_are_told_apart_by_their_endings() -> None:
    """A column or field that ends in _at is an instant, one that ends in _on a day: see the tables."""
    from fangxian.engines import tables
    from fangxian.engines.tables import DAY, INSTANT, Table

    columns = [
        (table.name, column)
        for table in vars(tables).values()
        if isinstance(table, Table)
        for column in table.columns
    ]
    assert columns
    for table_name, column in columns:
        if column.name.endswith("_at"):
            assert column.dtype == INSTANT, f"{table_name}.{column.name}"
        if column.name.endswith("_on"):
            assert column.dtype == DAY, f"{table_name}.{column.name}"
