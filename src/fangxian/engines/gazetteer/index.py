"""The index of a gazetteer: every way a place may be written, searched for all at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl
from ahocorasick_rs import AhoCorasick

from fangxian.engines import tables
from fangxian.engines.gazetteer.characters import fold
from fangxian.engines.gazetteer.endings import NO_ENDING_RANK, RURAL, URBAN, Ending, rank_of, split_name
from fangxian.engines.gazetteer.tables import NAMES, ZONE, ZONES


@dataclass(frozen=True)
class Known:
    """A place as the gazetteer keeps it; `above` is everything it lies in, zones included."""

    code: str
    name: str
    level: str
    parent: str
    above: frozenset[str]
    path: str
    depth: int


@dataclass(frozen=True)
class Form:
    """One way to write a place: the stem that is searched for, and the ending of its full name in kind and in words."""

    code: str
    kind: str
    stem: str
    ending: Ending | None
    words: str = ""
    rank: int = NO_ENDING_RANK
    valid_from: date | None = None
    valid_to: date | None = None

    def held_on(self, day: date | None) -> bool:
        """Whether the name was in use that day; a name in use now, where no day is asked about."""
        if day is None:
            return self.valid_to is None
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """Every place by code, every form by its stem, and the automaton that finds the stems in a text."""

    places: Mapping[str, Known]
    forms: Mapping[str, tuple[Form, ...]]
    stems: tuple[str, ...]
    stems_of_rank: Mapping[int, tuple[str, ...]]
    automaton: AhoCorasick


def build_gazetteer(
    places: pl.DataFrame, names: pl.DataFrame | None = None, zones: pl.DataFrame | None = None
) -> Gazetteer:
    """Index the places of a tables.PLACES frame (venues included) with their further names and zones.

    names: NAMES. zones: ZONES. A name of a place that is not there is left out.

    Raises TableError when a frame is not its table.

    >>> row = {"place_id": "1", "name": "芙蓉区", "level": "district"}
    >>> sorted(build_gazetteer(tables.PLACES.rows([row])).forms)
    ['芙蓉']
    """
    places = tables.PLACES.check(places)
    names = NAMES.check(names) if names is not None else NAMES.empty()
    zones = ZONES.check(zones) if zones is not None else ZONES.empty()
    known = _known(places, zones)
    forms: defaultdict[str, dict[Form, None]] = defaultdict(dict)
    for form in _forms(places, names, zones, known):
        if form.code in known and form.stem:
            forms[form.stem][form] = None
    stems = tuple(sorted(forms))
    ranked: defaultdict[int, list[str]] = defaultdict(list)
    for stem in stems:
        for rank in {form.ending.rank for form in forms[stem] if form.ending}:
            ranked[rank].append(stem)
    return Gazetteer(
        known,
        {stem: tuple(forms[stem]) for stem in stems},
        stems,
        {rank: tuple(many) for rank, many in ranked.items()},
        AhoCorasick(list(stems) or ["\0"]),
    )


def _known(places: pl.DataFrame, zones: pl.DataFrame) -> dict[str, Known]:
    parents = dict(places.select("place_id", "parent_id").iter_rows())
    titles = dict(places.select("place_id", "name").iter_rows())
    lines = {place: _line_of(place, parents) for place in parents}
    in_zones: defaultdict[str, set[str]] = defaultdict(set)
    for zone, member in zones.select("zone_id", "member_id").iter_rows():
        in_zones[member].add(zone)
    known = {}
    for place, level in places.select("place_id", "level").iter_rows():
        line = lines[place]
        around = set().union(*(in_zones[one] for one in (place, *line) if one in in_zones))
        path = " / ".join(titles[one] for one in (*reversed(line), place))
        above = frozenset({*line, *around})
        known[place] = Known(place, titles[place], level, line[0] if line else "", above, path, len(line))
    return known | {zone.code: zone for zone in _zones(zones, lines, titles) if zone.code not in known}


def _line_of(place: str, parents: Mapping[str, str | None]) -> tuple[str, ...]:
    """Return what a place lies in, the nearest first; a circle ends where it closes."""
    line: list[str] = []
    at = parents[place]
    while at is not None and at in parents and at not in line and at != place:
        line.append(at)
        at = parents[at]
    return tuple(line)


def _zones(
    zones: pl.DataFrame, lines: Mapping[str, tuple[str, ...]], titles: Mapping[str, str]
) -> Iterable[Known]:
    """A zone lies in whatever all its members lie in."""
    for (code, name), rows in zones.group_by("zone_id", "name", maintain_order=True):
        members = [lines[one] for one in rows["member_id"] if one in lines]
        shared = [one for one in members[0] if all(one in line for line in members)] if members else []
        path = " / ".join([*(titles[one] for one in reversed(shared)), str(name)])
        parent = shared[0] if shared else ""
        yield Known(str(code), str(name), ZONE, parent, frozenset(shared), path, len(shared))


def _forms(
    places: pl.DataFrame, names: pl.DataFrame, zones: pl.DataFrame, known: Mapping[str, Known]
) -> Iterable[Form]:
    for code, level, *both in places.select("place_id", "level", "name", "name_en").iter_rows():
        for name in filter(None, both):
            if level == tables.VENUE:
                yield from _venue_forms(code, name, known)
            else:
                yield _form(code, "official", name)
                yield from _village_it_was(code, name)
                yield from _without_lead(code, name, known)
    columns = ("place_id", "kind", "name", "valid_from", "valid_to")
    for code, kind, name, since, until in names.select(columns).iter_rows():
        # The short name of a place is found without being listed, and is then no more than a short name.
        if code in known and fold(name) != split_name(fold(known[code].name))[0]:
            yield _form(code, kind or "alias", name, since, until)
    for (code, *both), rows in zones.group_by("zone_id", "name", "name_en", maintain_order=True):
        # A zone of one member is that member under another name.
        means = rows["member_id"][0] if rows.height == 1 else str(code)
        yield from (_form(means, "official", str(name)) for name in both if name)


def _form(code: str, kind: str, name: str, since: date | None = None, until: date | None = None) -> Form:
    plain = " ".join(fold(name).split())
    stem, ending = (plain, None) if kind == "part" else split_name(plain)
    # A name made by machine is as good as the official one: it is all there is in that language.
    words = plain[len(stem) :].strip()
    rank = ending.rank if ending else rank_of(plain)
    return Form(code, "official" if kind == "pinyin" else kind, stem, ending, words, rank, since, until)


def _village_it_was(code: str, name: str) -> Iterable[Form]:
    """A community named after its village goes by the village's name: 田心村 for 田心村社区."""
    stem, ending = split_name(fold(name))
    within = split_name(stem)[1]
    if ending == URBAN and within == RURAL:
        yield _form(code, "alias", stem)


def _venue_forms(code: str, name: str, known: Mapping[str, Known]) -> Iterable[Form]:
    """A venue is written with or without the place it lies in before its name and the note in brackets after it."""
    plain = " ".join(fold(name).split())
    bare = plain.split("(")[0].strip()
    yield Form(code, "official", plain, None)
    for short in {bare, bare.removesuffix("门口")} - {plain}:
        if len(short) >= _SHORT_VENUE:
            yield Form(code, "alias", short, None)
    for rest in _rests(code, bare, known):
        yield Form(code, "alias", rest, None)


def _without_lead(code: str, name: str, known: Mapping[str, Known]) -> Iterable[Form]:
    """A farm or park is written without the county it begins with: 茶陵县红色农场, 红色农场."""
    ending = split_name(fold(name))[1]
    if ending is None or ending.kind == "zone":
        for rest in _rests(code, fold(name), known):
            yield _form(code, "alias", rest)


def _rests(code: str, name: str, known: Mapping[str, Known]) -> Iterable[str]:
    """Yield what is left of a name that begins with a place it lies in, where that says enough."""
    for above in known[code].above:
        title = fold(known[above].name)
        for lead in (title, split_name(title)[0]):
            rest = name.removeprefix(lead).strip()
            if rest != name and len(rest) >= _SHORT_VENUE:
                yield rest


_SHORT_VENUE = 4
"""Characters of a venue's name below which it could be anything."""
