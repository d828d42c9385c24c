"""The shape of the code in figures: how long its files and functions are. `python tools/shape.py` prints them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).parent.parent
# Migrations are written by a machine.
MACHINE_WRITTEN = {"migrations", "__pycache__"}


@dataclass(frozen=True)
class Length:
    """How many lines a file or function has, docstring included."""

    where: str
    lines: int


def list_sources(folder: str) -> list[Path]:
    """Return the hand-written Python files below `folder`."""
    found = (ROOT / folder).rglob("*.py")
    return sorted(path for path in found if not MACHINE_WRITTEN & set(path.parts))


def measure_files(folder: str) -> list[Length]:
    """Return the length of each file that has any line."""
    read = ((path, len(path.read_text("utf-8").splitlines())) for path in list_sources(folder))
    return [Length(str(path.relative_to(ROOT)), lines) for path, lines in read if lines]


def measure_functions(folder: str) -> list[Length]:
    """Return the length of each function and method, from `def` to its last line."""
    return [length for path in list_sources(folder) for length in _functions_of(path)]


def _functions_of(path: Path) -> Iterator[Length]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            where = f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
            yield Length(where, node.end_lineno - node.lineno + 1)


def find_ninth_decile(lengths: list[Length]) -> float:
    """Return the length that nine of ten stay below."""
    return quantiles((length.lines for length in lengths), n=10)[-1]


def summarise(title: str, lengths: list[Length]) -> str:
    """Return one line: count, median, 90th percentile, the longest."""
    longest = max(lengths, key=lambda length: length.lines)
    middle = median(length.lines for length in lengths)
    return (
        f"{title:16} {len(lengths):5}  median {middle:5.0f}  p90 {find_ninth_decile(lengths):5.0f}"
        f"  longest {longest.lines} ({longest.where})"
    )


if __name__ == "__main__":
    for place in ("src", "tests"):
        print(summarise(f"{place} files", measure_files(place)))
        print(summarise(f"{place} functions", measure_functions(place)))
