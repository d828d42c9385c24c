"""The floors at run time: what the import contracts cannot see."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest

from tools.shape import ROOT, list_sources

CLOCKS = {"now", "utcnow", "today", "localtime", "perf_counter", "monotonic", "time_ns"}
UNSEEDED = {"default_rng", "SeedSequence", "RandomState", "uuid1", "uuid4", "token_hex", "urandom"}


def _calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            yield f"{path.relative_to(ROOT)}:{node.lineno} {name}", node


def _name_of(call: str) -> str:
    return call.rsplit(" ", 1)[1]


def test_engines_read_no_clock() -> None:
    calls = (call for path in list_sources("src/fangxian/engines") for call, _ in _calls(path))
    assert [call for call in calls if _name_of(call) in CLOCKS] == []


def test_engines_draw_only_from_seeded_generators() -> None:
    calls = (found for path in list_sources("src/fangxian/engines") for found in _calls(path))
    assert [
        call for call, node in calls if _name_of(call) in UNSEEDED and not (node.args or node.keywords)
    ] == []


def test_engines_and_stores_open_no_file_behind_the_door() -> None:
    """Stores read and write files; engines never do."""
    opening = {"open", "read_text", "write_text", "read_bytes", "write_bytes", "read_csv", "read_parquet"}
    opening |= {"scan_parquet", "scan_csv", "write_parquet", "write_csv", "sink_parquet", "memmap"}
    calls = (call for path in list_sources("src/fangxian/engines") for call, _ in _calls(path))
    assert [call for call in calls if _name_of(call) in opening] == []


@pytest.mark.parametrize("floor", ["engines", "stores"])
def test_a_floor_loads_without_django(floor: str) -> None:
    modules = [
        ".".join(path.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__")
        for path in list_sources(f"src/fangxian/{floor}")
    ]
    program = (
        "import importlib, sys\n"
        f"for module in {modules!r}: importlib.import_module(module)\n"
        "sys.exit('django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_models_are_imported_only_by_their_own_app() -> None:
    """Other apps and the doors go through services and queries, or name a model in a string."""
    graph = grimp.build_graph("fangxian", exclude_type_checking_imports=True)
    models = [module for module in graph.modules if ".operations." in module and module.endswith(".models")]
    strangers = [
        f"{importer} imports {module}"
        for module in models
        for importer in graph.find_modules_that_directly_import(module)
        if not importer.startswith(module.removesuffix("models"))
    ]
    assert strangers == []
