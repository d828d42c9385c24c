"""Whatever is wrong with a pack, the linter answers with findings and never with a traceback."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fangxian.engines.problems import Problem
from fangxian.stores.packs import lint_plan, read_plan
from fangxian.stores.packs.folders import BUILT_IN

JUNK = st.sampled_from(
    [None, [], {}, "", "?", 7, -1.5, True, [1, "a"], {"v": 1}, {"v": 1, "c": "A"}, "$nothing"]
)
PACKS = [
    ("plans", "measles-us-county"),
    ("measures", "school-exclusion"),
    ("diseases", "measles"),
    ("legal", "us-county-generic"),
]


def _paths(tree: Any, above: tuple = ()) -> list[tuple]:
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [path for key, one in pairs for path in ((*above, key), *_paths(one, (*above, key)))]


TREES = {
    pack: yaml.safe_load((BUILT_IN / pack[0] / pack[1] / "pack.yaml").read_text(encoding="utf-8"))
    for pack in PACKS
}


def _damaged(tree: Any, path: tuple, junk: Any) -> Any:
    damaged = deepcopy(tree)
    inside = damaged
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = junk
    return damaged


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_value_replaced_by_any_junk_is_a_finding_or_harmless(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: st.DataObject
) -> None:
    kind, pack_id = data.draw(st.sampled_from(PACKS))
    tree = TREES[kind, pack_id]
    damaged = _damaged(tree, data.draw(st.sampled_from(_paths(tree))), data.draw(JUNK))
    monkeypatch.setenv("FANGXIAN_PACKS", str(tmp_path))
    for one in PACKS:
        file = tmp_path / one[0] / one[1] / "pack.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        text = yaml.safe_dump(
            damaged if one == (kind, pack_id) else TREES[one], allow_unicode=True, sort_keys=False
        )
        file.write_text(text, encoding="utf-8")
    findings = lint_plan("measles-us-county")
    assert all(finding.line >= 1 and finding.happened.zh and finding.remedy.en for finding in findings)
    try:
        read_plan("measles-us-county")
    except Problem:
        assert findings
