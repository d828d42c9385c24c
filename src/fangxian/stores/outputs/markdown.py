"""Pieces of a Markdown page: titles, tables, local moments."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from fangxian.stores.outputs.facts import RunFacts


def moment(at: datetime, facts: RunFacts) -> str:
    """Return an instant in the outbreak's local time."""
    return at.astimezone(ZoneInfo(facts.timezone)).strftime("%Y-%m-%d %H:%M %z")


def titled(title: str, body: str) -> str:
    """Return a section."""
    return f"{title}\n\n{body}"


def table(heads: tuple[str, ...], rows: Sequence[tuple[object, ...]]) -> str:
    """Return rows as a table; whole numbers with their thousands apart.

    >>> print(table(("a", "b"), [(1000, "x|y")]))
    | a | b |
    | --- | --- |
    | 1,000 | x\\|y |
    """
    lines = [heads, tuple("---" for _ in heads), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(cell: object) -> str:
    return f"{cell:,}" if isinstance(cell, int) else str(cell).replace("|", "\\|")
