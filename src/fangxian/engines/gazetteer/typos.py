"""One wrong, missing or extra character in a name, where the place around it is certain enough to say so."""

import re
from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

from fangxian.engines.gazetteer.choosing import lies_in
from fangxian.engines.gazetteer.endings import Ending, read_ending
from fangxian.engines.gazetteer.hits import Hit
from fangxian.engines.gazetteer.index import Form, Gazetteer
from fangxian.engines.gazetteer.mentions import Context

_TYPO = 0.82
_FIRST_OF_ENDING = re.compile("[省市州区县示管高经开新街办镇乡社居村]")
_LONGEST_STEM = 6


def find_typos(text: str, hits: list[Hit], gazetteer: Gazetteer, context: Context) -> list[Hit]:
    """Return a hit for each unit nearly named like exactly one place that lies where the text puts it.

    The text must put it somewhere: behind a place it lies in, or straight before one that lies in it.
    """
    return [
        hit
        for start, stop, end, kind in _unknown_units(text, hits)
        for hit in _nearly(text, start, stop, end, kind, hits, gazetteer, context)
    ]


def _unknown_units(text: str, hits: list[Hit]) -> Iterator[tuple[int, int, int, Ending]]:
    """Yield (start, stem end, end, kind) of what has an ending and is named like nothing."""
    exact = {hit.end for hit in hits if hit.ending is not None}
    begins = {hit.end for hit in hits} | {0}
    for found in _FIRST_OF_ENDING.finditer(text):
        ending = read_ending(text, found.start())
        if ending is None or ending[0] in exact:
            continue
        for start in range(max(0, found.start() - _LONGEST_STEM), found.start()):
            if start in begins:
                yield start, found.start(), ending[0], ending[1]


def _nearly(
    text: str,
    start: int,
    stop: int,
    end: int,
    kind: Ending,
    hits: list[Hit],
    gazetteer: Gazetteer,
    context: Context,
) -> Iterator[Hit]:
    around = {code for hit in hits if hit.end == start for code in hit.options}
    inside = {code for hit in hits if hit.start == end for code in hit.options}
    if context.within in gazetteer.places:
        around.add(context.within)
    written = text[start:stop]
    fitting = {
        form.code: form
        for form in _near_forms(gazetteer, written, kind)
        if any(form.code != one and lies_in(gazetteer, form.code, one) for one in around)
        or any(form.code != one and lies_in(gazetteer, one, form.code) for one in inside)
    }
    if len(fitting) == 1:
        (form,) = fitting.values()
        yield Hit(start, stop, end, form.stem, {form.code: _TYPO}, kind, kind.rank, typo=True)


def _near_forms(gazetteer: Gazetteer, written: str, kind: Ending) -> Iterator[Form]:
    for stem in gazetteer.stems_of_rank.get(kind.rank, ()):
        if abs(len(stem) - len(written)) <= 1 and Levenshtein.distance(stem, written, score_cutoff=1) <= 1:
            yield from (
                form for form in gazetteer.forms[stem] if form.ending and form.ending.rank == kind.rank
            )
