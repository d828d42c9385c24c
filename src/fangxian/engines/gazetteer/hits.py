"""Where a text has the letters of a known name, and how well each place's name fits what stands there."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from fangxian.engines.gazetteer.endings import Ending, read_ending
from fangxian.engines.gazetteer.index import Form, Gazetteer
from fangxian.engines.gazetteer.traps import is_a_dish, is_part_of_another_word

_BARE = {0: 0.97, 1: 0.97, 2: 0.86, 3: 0.85, 4: 0.75, 5: 0.6}
"""A name without its ending, by rank: everybody says 武陵源, nobody is sure of 解放."""

OTHER_KIND = 0.75
"""How well 村 fits what is officially a 社区."""

_OTHER_WORDING, _ALIAS, _OTHER_TIME = 0.98, 0.97, 0.8
_SHORT_ZONE = 0.85
"""A zone called 区 for short: 云龙区 of 云龙示范区."""

_LONELY_RANK = 4


@dataclass(frozen=True)
class Hit:
    """A piece of text, `text[start:end]`, that names one of `options` (code -> how well, in (0, 1]).

    `whole`: nothing of the name is left out. `typo`: one character of it is wrong. `runs_on`: what follows makes
    another word of it, unless that is a place inside.
    """

    start: int
    stem_end: int
    end: int
    stem: str
    options: dict[str, float] = field(hash=False)
    ending: Ending | None
    rank: int
    typo: bool = False
    whole: bool = True
    runs_on: bool = False

    @property
    def needs_company(self) -> bool:
        """A street's or community's name without its ending is only a name beside another place."""
        return not self.whole and self.rank in (_LONELY_RANK, _LONELY_RANK + 1)


def find_hits(text: str, written: str, gazetteer: Gazetteer, on: date | None) -> list[Hit]:
    """Return every hit in a folded text, those that overlap included, in order of their start.

    `written` is the text before it was folded: a Latin name without its ending has a capital, or is a word.
    """
    hits: list[Hit] = []
    for stem_index, start, end in gazetteer.automaton.find_matches_as_indexes(text, overlapping=True):
        stem = gazetteer.stems[stem_index]
        if _stands_alone(text, start, end):
            found = _hits_at(text, start, end, stem, gazetteer.forms[stem], on)
            hits += (
                hit
                for hit in found
                if hit.ending
                or written[start] != text[start]
                or not stem[0].isalpha()
                or not stem.isascii()
                or written.isupper()
            )
    return sorted(_without_other_words(hits, gazetteer), key=lambda hit: (hit.start, -hit.end))


def _without_other_words(hits: list[Hit], gazetteer: Gazetteer) -> list[Hit]:
    """Leave out the names that run on into another word, unless a place inside them follows: 黄材 of 黄材炭河里村."""
    kept = [hit for hit in hits if not hit.runs_on]
    begun: defaultdict[int, set[str]] = defaultdict(set)
    for hit in kept:
        if hit.ending is not None:
            begun[hit.start].update(hit.options)
    for hit in sorted((hit for hit in hits if hit.ending is None), key=lambda hit: -hit.start):
        inside = {
            code: fit for code, fit in hit.options.items() if _lies_around(gazetteer, code, begun[hit.end])
        }
        begun[hit.start].update(inside)
        if inside and hit.runs_on:
            kept.append(replace(hit, options=inside))
    return kept


def _lies_around(gazetteer: Gazetteer, code: str, others: set[str]) -> bool:
    return any(code in gazetteer.places[one].above for one in others)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Latin names are whole words; Chinese has no spaces to go by."""
    before_clear = start == 0 or not (_is_latin(text[start]) and _is_latin(text[start - 1]))
    return before_clear and (end == len(text) or not (_is_latin(text[end - 1]) and _is_latin(text[end])))


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _hits_at(
    text: str, start: int, end: int, stem: str, forms: tuple[Form, ...], on: date | None
) -> Iterator[Hit]:
    ending = read_ending(text, end)
    if ending is not None:
        stop, kind = ending
        options = options_with(forms, kind, text[end:stop].strip(), on)
        if options and not is_a_dish(text, start, stop, kind.rank):
            yield Hit(start, end, stop, stem, options, kind, kind.rank)
    options = _options_without(forms, on)
    if options:
        rank = min(form.rank for form in _official_first(forms))
        named_in_full = any(form.ending is None for form in forms)
        trap = is_a_dish if named_in_full else is_part_of_another_word
        trapped = trap(text, start, end, rank)
        yield Hit(start, end, end, stem, options, None, rank, whole=named_in_full, runs_on=trapped)


def options_with(forms: tuple[Form, ...], kind: Ending, words: str, on: date | None) -> dict[str, float]:
    """Return how well each form fits its stem followed by an ending (`words`, of a `kind`)."""
    options: dict[str, float] = {}
    for form in forms:
        fit = _ending_fit(form, kind, words)
        if fit:
            options[form.code] = max(options.get(form.code, 0.0), fit * _trust(form, on))
    return options


def _ending_fit(form: Form, kind: Ending, words: str) -> float:
    if form.ending is None:
        # Only a city is called by its bare name officially: Zhangjiajie (City).
        return (
            _OTHER_WORDING if form.stem.isascii() and form.kind == "official" and kind.kind == "city" else 0.0
        )
    if form.ending.kind == "zone" and words == "区":
        return _SHORT_ZONE
    if form.ending == kind:
        return 1.0 if form.words == words else _OTHER_WORDING if kind.kind != "county" else OTHER_KIND
    return OTHER_KIND if form.ending.rank == kind.rank else 0.0


def _options_without(forms: tuple[Form, ...], on: date | None) -> dict[str, float]:
    options: dict[str, float] = {}
    for form in forms:
        fit = 1.0 if form.ending is None else _bare_fit(form.stem, form.ending)
        if form.ending is not None and form.stem.isascii() and len(form.stem) < _SHORTEST_LATIN:
            continue
        options[form.code] = max(options.get(form.code, 0.0), fit * _trust(form, on))
    return options


def _bare_fit(stem: str, ending: Ending) -> float:
    """Different names become one in Latin letters: Lukou is 渌口 and 路口, a district and two towns."""
    return (
        max(_BARE[ending.rank], _LATIN_STREET)
        if stem.isascii() and ending.rank == _LONELY_RANK
        else _BARE[ending.rank]
    )


_LATIN_STREET = 0.8
_SHORTEST_LATIN = 5
"""Letters of a Latin stem below which it may be any word (You County, Li County)."""


def _trust(form: Form, on: date | None) -> float:
    known_as = 1.0 if form.kind == "official" else _ALIAS
    return known_as if form.held_on(on) else known_as * _OTHER_TIME


def _official_first(forms: tuple[Form, ...]) -> list[Form]:
    return [form for form in forms if form.kind == "official"] or list(forms)
