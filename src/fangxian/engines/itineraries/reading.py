"""An itinerary in words, into stays: what is told is taken as precisely as it was told, what is not is asked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from fangxian.engines.gazetteer import Context, Gazetteer, resolve
from fangxian.engines.gazetteer.characters import fold
from fangxian.engines.itineraries.chinese import find_chinese
from fangxian.engines.itineraries.english import find_english
from fangxian.engines.itineraries.pieces import without_overlaps
from fangxian.engines.itineraries.spots import Spot, find_marks, find_spots
from fangxian.engines.itineraries.stays import ItineraryRead, Span, Stay
from fangxian.engines.itineraries.whens import When, read_whens

_BREAK = re.compile(r"[。；;，,！？!?\n]|\.(?=\s|$)|\bthen\b|随后|之后|然后|接着")
_LATER = re.compile(
    r"(?:随后|之后|然后|接着|再|返回|回到|\bthen\b|\bafter(?:wards)?\b|\blater\b|\breturned\b)|^后"
)
_NO_CONTEXT = Context()


def read_itinerary(
    text: str, gazetteer: Gazetteer, *, anchor: date, context: Context = _NO_CONTEXT
) -> ItineraryRead:
    """Return the stays a text tells of, in Chinese, in English or in both.

    anchor: the day of the report or interview; dates without a year are the latest before it (a month ahead at
    most), 昨日 is the day before it. context: as for `resolve`.

    >>> from fangxian.engines.gazetteer import build_gazetteer
    >>> from fangxian.engines.tables import PLACES
    >>> theatre = {"place_id": "v", "name": "魅力湘西剧场", "level": "venue"}
    >>> told = "7月22日18时至19时30分在魅力湘西剧场观看演出，随后返回住处。"
    >>> read = read_itinerary(told, build_gazetteer(PLACES.rows([theatre])), anchor=date(2021, 7, 28))
    >>> [(stay.code, stay.from_minute, stay.to_minute, stay.precision, stay.place_text) for stay in read.stays]
    [('v', 1080, 1170, 'exact', '魅力湘西剧场'), ('', 1170, None, 'window', '住处')]
    """
    folded = fold(text)
    pieces = without_overlaps([*find_chinese(folded), *find_english(folded)])
    whens = read_whens(folded, pieces, anchor)
    mentions = resolve(text, gazetteer, context)
    told: list[_Told] = []
    for line in _lines(folded):
        if _has_impossible_day(folded, line, whens):
            continue
        told += _read_line(folded, text, line, whens, mentions, gazetteer)
    stays = tuple(_stay(one, told) for one in told)
    unread = tuple(
        line for line in _lines(folded) if not any(line[0] <= one.spot.start < line[1] for one in told)
    )
    return ItineraryRead(stays, _spans(told), unread)


_LIKE_A_DAY = re.compile(r"\d+月\d+[日号]")


def _has_impossible_day(text: str, line: tuple[int, int], whens: list[When]) -> bool:
    """Tell whether a line names a day that is not in the calendar: then nothing of it can be dated."""
    days = [piece[:2] for when in whens for piece in when.pieces]
    return any(
        not any(start <= found.start() < end for start, end in days)
        for found in _LIKE_A_DAY.finditer(text, *line)
    )


@dataclass(frozen=True)
class _Told:
    """A spot with its moment; `later`: it came after the hours told; `marks`: session, zone and seat."""

    spot: Spot
    when: When
    later: bool
    marks: dict[str, tuple[int, int, str]]


def _lines(text: str) -> Iterator[tuple[int, int]]:
    for found in re.finditer(r"[^\n]+", text):
        line = found.group()
        if line.strip():
            yield (
                found.start() + len(line) - len(line.lstrip()),
                found.end() - (len(line) - len(line.rstrip())),
            )


def _clauses(text: str, line: tuple[int, int], whole: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the clauses of a line; a moment or a place is never cut in two."""
    start = line[0]
    for found in _BREAK.finditer(text, *line):
        if any(begin < found.end() and found.start() < end for begin, end in whole):
            continue
        # A word such as 随后 opens the clause it stands in.
        stop = found.start() if found.group()[0].isalpha() else found.end()
        if stop > start:
            yield start, stop
        start = stop
    if start < line[1]:
        yield start, line[1]


def _read_line(
    text: str,
    written: str,
    line: tuple[int, int],
    whens: list[When],
    mentions: Sequence,
    gazetteer: Gazetteer,
) -> list[_Told]:
    told: list[_Told] = []
    carried = _before(whens, line[0])
    whole = [(one.start, one.end) for one in (*whens, *mentions)]
    used = True
    for start, end in _clauses(text, line, whole):
        own = [when for when in whens if start <= when.start < end]
        later = used and not own and bool(_LATER.search(text[start:end]))
        timed = own[-1].end if own else start if carried and (later or not used) else None
        spots = find_spots(text, written, start, end, mentions, gazetteer, timed=timed)
        marks = find_marks(text, written, start, end)
        if own and not spots and told and _says_only_when(text, start, end, own):
            told[-1] = _with_hours(told[-1], own[-1])
            own = []
        elif own and told and _says_only_that_they_left(text, start, end, own) and _ends(told[-1], own[-1]):
            told[-1], own, spots = _left_at(told[-1], own[-1]), [], []
        if told and not spots and not own:
            told[-1] = replace(told[-1], marks=marks | told[-1].marks)
        ridden = False
        for position, spot in enumerate(spots):
            mine = marks if not position or spot.vehicle else {}
            after_ride = ridden and not spot.leaving
            for when in _whens_of(spot, spots, position, own, carried):
                told.append(_Told(spot, when, later or after_ride, mine))
            ridden = ridden or bool(spot.vehicle)
        if own:
            carried, used = own[-1], False
        used = used or bool(spots)
    return told


def _says_only_when(text: str, start: int, end: int, own: list[When]) -> bool:
    """Tell whether a clause is hours alone at the end of a sentence: they belong to the place before them."""
    around = text[start : own[0].start] + text[own[-1].end : end]
    closes = end == len(text) or text[end - 1] in "。；;\n." or text[end] == "\n"
    return closes and not around.strip(" ,，。；;.") and own[0].from_minute is not None


_LEFT = re.compile(r"[\s,，。；;.]*(?:离开|离去|离店|退房|left|departed|checked out)[\s,，。；;.]*$")


def _says_only_that_they_left(text: str, start: int, end: int, own: list[When]) -> bool:
    return bool(_LEFT.match(text[start : own[0].start] + text[own[-1].end : end]))


def _ends(told: _Told, left: When) -> bool:
    """Tell whether the hour somebody left is later on the day they came."""
    came = told.when
    if came.from_minute is None or came.to_minute is not None or left.from_minute is None or told.later:
        return False
    return came.on == came.until_on == left.on and came.from_minute <= left.from_minute


def _left_at(told: _Told, left: When) -> _Told:
    """Return what was told with its end: 8时10分在某处，8时50分离开."""
    pieces = (*told.when.pieces, *left.pieces)
    about = told.when.about or left.about
    return replace(told, when=replace(told.when, to_minute=left.from_minute, about=about, pieces=pieces))


def _with_hours(told: _Told, when: When) -> _Told:
    """Return what was told with hours that follow it; hours it had stay."""
    if told.when.from_minute is not None or told.when.to_minute is not None or told.when.on != when.on:
        return told
    hours = replace(when, pieces=(*told.when.pieces, *when.pieces))
    return replace(told, when=hours)


def _before(whens: list[When], at: int) -> When | None:
    """Return the day a line begins with when it names none: the last one of the lines above, without its hours."""
    above = [when for when in whens if when.end <= at]
    if not above:
        return None
    return replace(above[-1], from_minute=None, to_minute=None, about=False, pieces=())


def _whens_of(
    spot: Spot, spots: Sequence[Spot], position: int, own: list[When], carried: When | None
) -> list[When]:
    """Return the moments of a spot: those straight before it (8时至10时、16时在某处 is two), else the one behind it."""
    floor = spots[position - 1].end if position else 0
    before = [when for when in own if when.end <= spot.start]
    after = [when for when in own if when.start >= spot.end]
    if (
        before
        and after
        and not _has_hours(before[-1])
        and after[0].on == before[-1].on
        and position == len(spots) - 1
    ):
        # The day before the place, the hours behind it.
        return [replace(after[0], pieces=(*before[-1].pieces, *after[0].pieces))]
    timed = [when for when in before if when.start >= floor and _has_hours(when)]
    if len(timed) > 1:
        return timed
    if before:
        return _listed_with(before)
    found = after[0] if after else carried
    return [found] if found is not None else []


def _listed_with(before: list[When]) -> list[When]:
    """Return the last of the moments before a place, and those of the list that it closes."""
    first = len(before) - 1
    while first and before[first - 1].listed:
        first -= 1
    return before[first:]


def _has_hours(when: When) -> bool:
    return when.from_minute is not None or when.to_minute is not None


def _stay(one: _Told, told: list[_Told]) -> Stay:
    when, spot = one.when, one.spot
    begin, end, precision = _hours(one, sum(other.when == when and not other.later for other in told))
    return Stay(
        on=when.on,
        until_on=when.until_on,
        from_minute=begin,
        to_minute=end,
        precision=precision,
        code=spot.code,
        place_text=spot.text,
        mention=spot.mention,
        start=min([spot.start, *(piece[0] for piece in when.pieces)]),
        end=max([spot.end, *(mark[1] for mark in one.marks.values())]),
        vehicle=spot.vehicle,
        **{kind: mark[2] for kind, mark in one.marks.items()},
    )


def _hours(one: _Told, sharing: int) -> tuple[int | None, int | None, str]:
    """Return the hours of a stay and how precise they are; several places in one interval each get a window of it."""
    when = one.when
    begin, end = when.from_minute, when.to_minute
    timed = begin is not None or end is not None
    if one.later and timed:
        return (end if end is not None and not when.about else begin), None, "window"
    if one.spot.leaving and begin is not None and end is None:
        return None, begin, "window"
    if begin is not None and end is not None and not when.about and sharing == 1:
        return begin, end, "exact"
    return begin, end, "window" if timed or when.until_on > when.on else "day"


def _spans(told: list[_Told]) -> tuple[Span, ...]:
    found: dict[tuple[int, int, str], list[int]] = {}
    for position, one in enumerate(told):
        kind = "vehicle" if one.spot.vehicle else "place"
        pieces = [*one.when.pieces, (one.spot.start, one.spot.end, kind)]
        pieces += [(start, end, mark) for mark, (start, end, _) in one.marks.items()]
        for piece in pieces:
            found.setdefault(piece, []).append(position)
    kept: list[Span] = []
    for (start, end, kind), stays in sorted(found.items()):
        if not kept or kept[-1].end <= start:
            kept.append(Span(start, end, kind, tuple(stays)))
    return tuple(kept)
