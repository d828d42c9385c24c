"""Long lists are read page by page: counted whole above, and what was asked for stays while the pages turn."""

from collections.abc import Sequence
from typing import TypeVar

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from fangxian.engines.problems import Text

ROWS_ON_PAGE, ROWS_BESIDE = 25, 10
"""Of the list a page is about; of the lists that stand beside or below it."""

Row = TypeVar("Row")


def turn_to(
    request: HttpRequest, rows: Sequence[Row], size: int = ROWS_ON_PAGE, part: str = "page", first: int = 0
) -> "Page[Row]":
    """Return the page of a list that the address asks for by `?part=`, the last beyond it; for none that of row `first`."""
    return Paginator(rows, size).get_page(request.GET.get(part) or first // size + 1)


def read_page(request: HttpRequest, part: str = "page") -> int:
    """Return the number of the page asked for, 1 for none or for what is no number: for lists the database cuts."""
    asked = request.GET.get(part, "")
    return max(int(asked), 1) if asked.isdecimal() and len(asked) < 7 else 1


def holds(text: str, *words: Text | str) -> bool:
    """Return whether a text looked for stands in any of these words, in either language; "" stands everywhere.

    >>> holds("furong", Text("芙蓉区", "Furong District")), holds("furong", "430105")
    (True, False)
    """
    said = (f"{word.zh} {word.en}" if isinstance(word, Text) else word for word in words)
    return text.lower() in " ".join(said).lower()
