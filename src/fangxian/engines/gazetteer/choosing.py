"""Which of the overlapping hits a text really means: those that together explain most of it."""

import re

from fangxian.engines.gazetteer.hits import Hit
from fangxian.engines.gazetteer.index import Gazetteer

_PATH_GAP = re.compile(r"(?:[ ]?[/·>-]?[ ]?|[ ]?的[ ]?|境内的?|辖区内?的?|下辖的?)$")
_UPWARD_GAP = re.compile(r"(?:[ ]?,[ ]?|[ ]?\([ ]?|,?[ ](?:in|of|at)[ ](?:the[ ])?|[ ])$")
_LOOK_BACK = 12
"""How many hits before a hit it may be linked to; more only cost time."""


def lies_in(gazetteer: Gazetteer, code: str, other: str) -> bool:
    """Tell whether a place lies in another, or is it; a venue known only to lie in something large lies in all of that."""
    place, around = gazetteer.places[code], gazetteer.places[other]
    if code == other or other in place.above:
        return True
    return place.level == "venue" and place.parent in around.above


def continues(text: str, gazetteer: Gazetteer, before: Hit, after: Hit) -> bool:
    """Tell whether `after` names a place inside one `before` names, written as one path."""
    gap = text[before.end : after.start]
    if not _PATH_GAP.match(gap) and not (gap == ", " and text[after.start].isascii()):
        return False
    return any(
        lies_in(gazetteer, low, high)
        and (low != high or is_part(gazetteer, after, low))
        and (not after.needs_company or _depth(gazetteer, low) - _depth(gazetteer, high) <= _SHORT_LEAP)
        for low in after.options
        for high in before.options
    )


def _depth(gazetteer: Gazetteer, code: str) -> int:
    return gazetteer.places[code].depth


_SHORT_LEAP = 2
"""A bare name is a community's only behind its street or district: 长沙火车站 is no community of the city."""


def is_part(gazetteer: Gazetteer, hit: Hit, code: str) -> bool:
    """Tell whether a hit names an estate or quarter inside the place, not the place."""
    return any(form.code == code and form.kind == "part" for form in gazetteer.forms[hit.stem])


def encloses(text: str, gazetteer: Gazetteer, before: Hit, after: Hit) -> bool:
    """Tell whether `after` names what encloses `before`, as in English and in brackets."""
    gap = text[before.end : after.start]
    if not _UPWARD_GAP.match(gap) or (gap.isspace() and not text[after.start].isascii()):
        return False
    return any(
        low != high and lies_in(gazetteer, low, high) for low in before.options for high in after.options
    )


def choose_hits(text: str, hits: list[Hit], gazetteer: Gazetteer) -> list[Hit]:
    """Return hits that do not overlap, in order, with the highest sum of values and links."""
    ordered = sorted(hits, key=lambda hit: (hit.end, hit.start))
    best: list[float] = []
    back: list[int] = []
    for index, hit in enumerate(ordered):
        value, source = _best_before(text, gazetteer, ordered, best, index)
        best.append(_value(hit) + value)
        back.append(source)
    at = max(range(len(best)), key=best.__getitem__, default=-1)
    chosen: list[Hit] = []
    while at >= 0:
        chosen.append(ordered[at])
        at = back[at]
    return chosen[::-1]


def _best_before(
    text: str, gazetteer: Gazetteer, ordered: list[Hit], best: list[float], index: int
) -> tuple[float, int]:
    """Return the best sum a chain may have before a hit, and its last hit (-1: none)."""
    value, source = 0.0, -1
    looked = 0
    for earlier in range(index - 1, -1, -1):
        if ordered[earlier].end > ordered[index].start:
            continue
        looked += 1
        linked = looked <= _LOOK_BACK and (
            continues(text, gazetteer, ordered[earlier], ordered[index])
            or encloses(text, gazetteer, ordered[earlier], ordered[index])
        )
        found = best[earlier] + (_LINK if linked else 0.0)
        if found > value:
            value, source = found, earlier
    return value, source


_LINK = 2.5


def _value(hit: Hit) -> float:
    """Long names explain more; a street's or community's bare name almost nothing by itself."""
    length = hit.end - hit.start
    if hit.typo:
        return length * 2 - 2
    return length * 0.3 if hit.needs_company else length * 2 - 1 + 0.1 * max(hit.options.values())
