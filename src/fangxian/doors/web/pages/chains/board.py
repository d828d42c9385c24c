"""The chains as the island wants them: cases in rows so that a case stands beside the one it probably comes from."""

from collections import defaultdict
from typing import Any

from django.urls import reverse

from fangxian.doors.web.pages.chains.words import KINDS, WORDS
from fangxian.doors.web.templatetags.words import day, since, spoken
from fangxian.doors.web.vocabulary import word_for
from fangxian.operations.chains import ChainCase, ChainLink, ChainPicture

DRAWN = 0.05
"""Less likely links are in the list, not in the picture."""

_SAID = (
    "unknown_source",
    "hidden_source",
    "case",
    "of_chance",
    "reported",
    "fell_ill",
    "day_axis",
    "nothing_left",
)


def board_of(picture: ChainPicture, language: str) -> dict[str, Any]:
    """Return cases (one row each), the links worth drawing, and the words on them."""
    rows = _rows(picture.cases)
    numbers = {case.row.id: case.row.number for case in picture.cases}
    spoken_words = WORDS.in_(language)
    return {
        "cases": [_case(case, rows[case.row.id], language) for case in picture.cases],
        "links": [
            _link(link, numbers, language)
            for case in picture.cases
            for link in case.links
            if link.probability >= DRAWN
        ],
        "words": {key: spoken_words[key] for key in _SAID},
    }


def _case(case: ChainCase, row: int, language: str) -> dict[str, Any]:
    return {
        "id": case.row.id,
        "number": case.row.number,
        "name": case.row.name,
        "on": case.on.isoformat(),
        "day": day(case.on),
        "onset": case.is_onset,
        "kind": case.row.kind,
        "kind_word": word_for("kind", case.row.kind).in_(language),
        "home": spoken(case.row.residence),
        "row": row,
        "url": reverse("case", args=[case.row.id]),
    }


def _link(link: ChainLink, numbers: dict[str, int], language: str) -> dict[str, Any]:
    return {
        "infectee": link.infectee,
        "infector": link.infector,
        "number": numbers.get(link.infector or ""),
        "hidden": link.hidden,
        "probability": round(link.probability, 3),
        "rank": link.rank,
        "kind": KINDS[link.kind].in_(language),
        "place": spoken(link.place),
        "at": since(link.from_at),
    }


def _rows(cases: tuple[ChainCase, ...]) -> dict[str, int]:
    """Return a row per case: below the one it probably comes from, the earliest first; trees one after the other.

    Chances can point in a circle; a case that has its row keeps it.
    """
    parents = {case.row.id: _parent(case) for case in cases}
    known = set(parents)
    children = defaultdict[str, list[str]](list)
    roots: list[str] = []
    for case in cases:
        parent = parents[case.row.id]
        (children[parent] if parent in known else roots).append(case.row.id)
    rows: dict[str, int] = {}
    for start in (*roots, *parents):
        waiting = [start]
        while waiting:
            one = waiting.pop()
            if one not in rows:
                rows[one] = len(rows)
                waiting.extend(reversed(children[one]))
    return rows


def _parent(case: ChainCase) -> str | None:
    return case.links[0].infector if case.links else None
