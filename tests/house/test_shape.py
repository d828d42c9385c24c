"""The shape of the code: short functions, short files, names that say something."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from tools.shape import ROOT, find_ninth_decile, list_sources, measure_files, measure_functions

FOLDERS = ("src", "tests", "tools", "benchmarks")
NAMES_THAT_SAY_NOTHING = {
    "manager", "managers", "helper", "helpers", "util", "utils", "handler", "handlers", "data", "info",
    "process", "misc", "common", "base", "v2",
}  # fmt: skip


def _words(name: str) -> set[str]:
    """Split snake_case and CamelCase into lower-case words."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", name)}


def _classes() -> Iterator[tuple[Path, str]]:
    for path in list_sources("src"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                yield path.relative_to(ROOT), node.name


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_function_is_longer_than_fifty_lines(folder: str) -> None:
    assert [found for found in measure_functions(folder) if found.lines > 50] == []


def test_half_of_all_functions_are_shorter_than_ten_lines() -> None:
    assert median(found.lines for found in measure_functions("src")) < 10


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_file_is_longer_than_four_hundred_lines(folder: str) -> None:
    assert [found for found in measure_files(folder) if found.lines > 400] == []


@pytest.mark.parametrize("folder", ["src", "tests"])
def test_nine_of_ten_files_stay_below_two_hundred_and_fifty_lines(folder: str) -> None:
    assert find_ninth_decile(measure_files(folder)) < 250


def test_files_and_folders_have_names_that_say_something() -> None:
    paths = [path.relative_to(ROOT) for folder in FOLDERS for path in list_sources(folder)]
    assert [
        str(path)
        for path in paths
        if any(_words(Path(part).stem) & NAMES_THAT_SAY_NOTHING for part in path.parts)
    ] == []


def test_classes_have_names_that_say_something() -> None:
    assert [found for found in _classes() if _words(found[1]) & NAMES_THAT_SAY_NOTHING] == []


def test_names_are_split_into_words() -> None:
    assert _words("OrderManager") == {"order", "manager"}
    assert _words("place_utils") == {"place", "utils"}


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|raise NotImplementedError|NotImplemented\b")
    this_file = Path(__file__)
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for folder in FOLDERS
        for path in list_sources(folder)
        if path != this_file
        for match in later.finditer(path.read_text("utf-8"))
    ]
    assert found == []


def test_no_two_test_files_share_a_name() -> None:
    """Pytest imports test files by their bare name."""
    names = [path.name for path in list_sources("tests") if path.name.startswith("test_")]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []
