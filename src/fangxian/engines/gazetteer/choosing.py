"""Which of the overlapping hits a text really means: those that together explain most of it."""

import re

from fangxian.engines.gazetteer.hits import Hit
from fangxian.engines.gazetteer.index import Gazetteer

_PATH_GAP = re.compile(r"(?:[ ]?[/·>-]?[ ]?|[ ]?的[ ]?|境内的?|辖区内?的?|下辖的?)$")
_STEP_GAP = re.compile("[ ]?,[ ]?$")
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
        return bool(_STEP_GAP.match(gap)) and _is_next_step(gazetteer, before, after)
    return any(
        lies_in(gazetteer, low, high)
        and (low != high or is_part(gazetteer, after, low))
        and (not after.needs_company or _depth(gazetteer, low) - _depth(gazetteer, high) <= _SHORT_LEAP)
        for low in after.options
        for high in before.options
    )


def _is_next_step(gazetteer: Gazetteer, before: Hit, after: Hit) -> bool:
    """Tell whether both are written in full, one straight below the other: 长沙市，天心区，裕南街街道."""
    if before.ending is None or after.ending is None:
        return False
    return any(gazetteer.places[low].parent in before.options for low in after.options)


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
    sums: list[float] = []
    back: list[int] = []
    best_so_far: list[int] = []
    for index, hit in enumerate(ordered):
        source, value = _best_before(text, gazetteer, ordered, sums, best_so_far, index)
        sums.append(_value(hit) + value)
        back.append(source)
        last = best_so_far[-1] if best_so_far else index
        best_so_far.append(index if sums[index] > sums[last] else last)
    at = best_so_far[-1] if best_so_far else -1
    chosen: list[Hit] = []
    while at >= 0:
        chosen.append(ordered[at])
        at = back[at]
    return chosen[::-1]


def _best_before(
    text: str, gazetteer: Gazetteer, ordered: list[Hit], sums: list[float], best_so_far: list[int], index: int
) -> tuple[int, float]:
    """Return the last hit (-1: none) and the sum of the best chain a hit may stand behind.

    Only the hits close before it can be linked to it; of all those further back the best is known already.
    """
    source, value = -1, 0.0
    looked = 0
    for earlier in range(index - 1, -1, -1):
        if ordered[earlier].end > ordered[index].start:
            continue
        if looked == _LOOK_BACK:
            far = best_so_far[earlier]
            return (far, sums[far]) if sums[far] > value else (source, value)
        looked += 1
        found = sums[earlier] + (_LINK if _linked(text, gazetteer, ordered[earlier], ordered[index]) else 0.0)
        if found > value:
            source, value = earlier, found
    return source, value


def _linked(text: str, gazetteer: Gazetteer, before: Hit, after: Hit) -> bool:
    return continues(text, gazetteer, before, after) or encloses(text, gazetteer, before, after)


_LINK = 2.5


def _value(hit: Hit) -> float:
    """Long names explain more; a street's or community's bare name almost nothing by itself."""
    length = hit.end - hit.start
    if hit.typo:
        return length * 2 - 2
    return length * 0.3 if hit.needs_company else length * 2 - 1 + 0.1 * max(hit.options.values())
