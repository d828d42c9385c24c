"""One character of a name wrong, missing or too many, or two swapped, where the place around it is certain enough."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from fangxian.engines.gazetteer.choosing import lies_in
from fangxian.engines.gazetteer.endings import ZONE, Ending, read_ending
from fangxian.engines.gazetteer.hits import Hit
from fangxian.engines.gazetteer.index import Form, Gazetteer

_TYPO = 0.82
_FIRST_OF_ENDING = re.compile("[省市州区县示管高经开新街办镇乡社居村]")
_LONGEST_STEM = 6
_MAY_BE_A_NAME = re.compile(r"(?![和及与或至到在的等])(?:[一-鿿]+|[a-z]+)$")


@dataclass(frozen=True)
class _Unit:
    """A piece of text with an ending that is named like nothing: `text[start:stem_end]` and its ending."""

    start: int
    stem_end: int
    end: int
    kind: Ending


def find_typos(text: str, hits: list[Hit], gazetteer: Gazetteer, within: str) -> list[Hit]:
    """Return a hit for each unit nearly named like exactly one place that lies where the text puts it.

    The text must put it somewhere: behind a place it lies in, straight before one that lies in it, or in `within`.
    """
    found = (_nearly(text, unit, hits, gazetteer, within) for unit in _unknown_units(text, hits))
    return [hit for hit in found if hit is not None]


def _unknown_units(text: str, hits: list[Hit]) -> Iterator[_Unit]:
    exact: defaultdict[int, list[int]] = defaultdict(list)
    for hit in hits:
        if hit.ending is not None:
            exact[hit.end].append(hit.start)
    begins = {hit.end for hit in hits if hit.ending is not None} | {0}
    for found in _FIRST_OF_ENDING.finditer(text):
        ending = read_ending(text, found.start())
        if ending is None:
            continue
        for start in range(max(0, found.start() - _LONGEST_STEM), found.start()):
            written = text[start : found.start()]
            known = any(begun <= start for begun in exact.get(ending[0], ()))
            if start in begins and not known and _MAY_BE_A_NAME.match(written):
                yield _Unit(start, found.start(), *ending)


def _nearly(text: str, unit: _Unit, hits: list[Hit], gazetteer: Gazetteer, within: str) -> Hit | None:
    around = _longest([hit for hit in hits if hit.end == unit.start])
    inside = _longest([hit for hit in hits if hit.start == unit.end])
    if within:
        around.add(within)
    if not around and not inside:
        return None
    fitting = {
        form.code: form
        for form in _near_forms(gazetteer, text, unit)
        if any(form.code != one and lies_in(gazetteer, form.code, one) for one in around)
        or any(form.code != one and lies_in(gazetteer, one, form.code) for one in inside)
    }
    if len(fitting) != 1:
        return None
    (form,) = fitting.values()
    kind = form.ending or unit.kind
    return Hit(unit.start, unit.stem_end, unit.end, form.stem, {form.code: _TYPO}, kind, kind.rank, typo=True)


def _longest(hits: list[Hit]) -> set[str]:
    """Return what the longest hit may mean: 大湖口镇 is not 湖口镇."""
    return set(max(hits, key=lambda hit: hit.end - hit.start).options) if hits else set()


def _near_forms(gazetteer: Gazetteer, text: str, unit: _Unit) -> Iterator[Form]:
    """Yield the forms one character away: by their stems, and zones by their whole names (示泛区 is no ending)."""
    written, whole = text[unit.start : unit.stem_end], text[unit.start : unit.end]
    stems = gazetteer.stems_of_rank.get(unit.kind.rank, ())
    near = extract(written, stems, scorer=OSA.distance, processor=None, score_cutoff=1, limit=None)
    for stem, _, _ in near:
        yield from _of_rank(gazetteer, stem, unit.kind.rank)
    for stem in gazetteer.stems_of_rank.get(ZONE.rank, ()):
        if whole.startswith(stem[:1]):
            yield from (
                form for form in _of_rank(gazetteer, stem, ZONE.rank) if _is_near(stem + form.words, whole)
            )


def _of_rank(gazetteer: Gazetteer, stem: str, rank: int) -> Iterator[Form]:
    return (form for form in gazetteer.forms[stem] if form.ending and form.ending.rank == rank)


def _is_near(known: str, written: str) -> bool:
    return abs(len(known) - len(written)) <= 1 and OSA.distance(known, written, score_cutoff=1) <= 1
