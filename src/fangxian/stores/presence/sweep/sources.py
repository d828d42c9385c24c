"""Where the people of a question were, and which leaves of which segments that makes worth looking through."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from fangxian.engines.tracing.memory import INTERVIEW
from fangxian.engines.tracing.seats import seat_numbers
from fangxian.stores.presence.numbers.addresses import address
from fangxian.stores.presence.numbers.words import ARRIVE_SHIFT, Ints
from fangxian.stores.presence.segments.loose import LooseSegment
from fangxian.stores.presence.segments.segment import Order, Segment
from fangxian.stores.presence.sweep.alignment import Alignment
from fangxian.stores.presence.sweep.records import ASK, ELSEWHERE, STAY, UNKNOWN

if TYPE_CHECKING:
    from fangxian.stores.presence.sweep.sweeping import Question

_ROOM = 64
_ALWAYS = (-(1 << 62), 1 << 62)


class Sources:
    """Finds stays and what to ask, over all segments; `table` holds their addresses for the compiled loops."""

    def __init__(
        self,
        segments: Sequence[Segment | LooseSegment],
        persons: Alignment,
        places: Alignment,
        *,
        alike: bool,
    ) -> None:
        self._alike = alike
        self._segments = tuple(segments)
        self._persons, self._places = persons, places
        self._spans = [_span(segment) if len(segments) > 1 else _ALWAYS for segment in segments]
        self._words = [_word_codes([segment.words[kind] for segment in segments]) for kind in (0, 1)]
        self._seats = [_seat_numbers(segment) for segment in segments]
        table = [
            _addresses(segment, persons.wide[at], self._seats[at]) for at, segment in enumerate(segments)
        ]
        self.table = np.array(table, np.int64).reshape(-1, 16)

    def asks(self, question: "Question") -> Ints:
        """Return the leaves (ASK, `low` being the leaf) in which each stay of the sources may have met somebody."""
        stays = self.stays(question)
        return _joined([self._ask(question, stays, at) for at in range(len(self._segments))], ASK)

    def stays(self, question: "Question") -> Ints:
        """Return where the sources were, inside their windows or so shortly before that the air may reach in."""
        reach = 0 if question.backward else int(question.spots["linger"].max())
        found = [self._stays(question, at, reach) for at in range(len(self._segments))]
        stays = _joined([part for parts in found for part in parts], STAY)
        return _once(stays) if self._alike else stays

    def listed(self, places: Ints) -> Ints:
        """Return for each place whether somebody other than an interviewed case left a trace there."""
        from fangxian.stores.presence.sweep.finding import mark_listed

        marks = np.zeros(len(places), np.bool_)
        for number, segment in enumerate(self._segments):
            told = segment.words[2].index(INTERVIEW) if INTERVIEW in segment.words[2] else ELSEWHERE
            here = np.ascontiguousarray(self._places.local(number, places))
            leaves = (_read(segment.leaf_offsets), _read(segment.leaf_keys))
            mark_listed(here, leaves, told, number, self.table, marks)
        return marks

    def _stays(self, question: "Question", number: int, reach: int) -> list[Ints]:
        from fangxian.stores.presence.sweep.finding import find_side_stays, find_stays

        segment, sources = self._segments[number], question.sources
        begin, end = self._spans[number]
        touching = np.flatnonzero((sources["begin"] - reach < end) & (sources["end"] > begin))
        if not len(touching):
            return []
        persons = np.full(len(sources), -1, np.int64)
        persons[touching] = self._persons.local(number, sources["person"][touching])
        order = _arrays(segment.by_person)
        found = [_filled(16 * len(sources), STAY, find_stays, order, segment.epoch, persons, sources, reach)]
        if len(segment.side):
            side = segment.side
            arrays = (side.by_person, side.leaf, side.arrive, side.length, side.seat)
            columns = tuple(_read(array) for array in (*arrays, self._seats[number], side.precision))
            found.append(_filled(len(sources), STAY, find_side_stays, columns, persons, sources, reach))
        return [self._named(stays, number) for stays in found]

    def _named(self, stays: Ints, number: int) -> Ints:
        """Turn the leaf of each stay into its store-wide place, session and zone."""
        segment, leaf = self._segments[number], stays["place"].copy()
        for column, kind in (("session", 0), ("zone", 1)):
            codes = segment.leaf_keys[kind][leaf]
            stays[column] = np.append(self._words[kind][number], UNKNOWN)[codes]  # -1, none, is the last
        stays["place"] = self._places.widen(number, segment.place_of_leaf(leaf))
        return stays

    def _ask(self, question: "Question", stays: Ints, number: int) -> Ints:
        from fangxian.stores.presence.sweep.finding import ask_segment

        segment, air = self._segments[number], int(question.spots["linger"].max())
        begin, end = self._spans[number]
        stays = stays[(stays["arrive"] < end + air) & (stays["leave"] + air > begin)]
        if not len(stays):
            return np.empty(0, ASK)
        here = (
            self._places.local(number, stays["place"]),
            _words_here(self._words[0][number], stays["session"]),
            _words_here(self._words[1][number], stays["zone"]),
        )
        return _filled(
            len(stays), ASK, ask_segment, stays, here, (_read(segment.leaf_offsets), _read(segment.leaf_keys)),
            question.sources, question.spots, number, question.backward, question.least,
        )  # fmt: skip


def _filled(guess: int, kind: np.dtype, fill, *given) -> Ints:  # type: ignore[no-untyped-def]
    """Return the records that a compiled loop fills; once more with room for all where the guess was too small."""
    out = np.empty(guess + _ROOM, kind)
    count = fill(*given, out)
    if count > len(out):
        out = np.empty(count, kind)
        count = fill(*given, out)
    return out[:count]


def _once(stays: Ints) -> Ints:
    """Return the first of all stays that are alike but for their precision."""
    same = np.stack(
        [stays[name] for name in ("source", "place", "session", "zone", "arrive", "leave", "seat")]
    )
    _, first = np.unique(same, axis=1, return_index=True)
    return stays[np.sort(first)]


def _joined(parts: Sequence[Ints], kind: np.dtype) -> Ints:
    return parts[0] if len(parts) == 1 else np.concatenate([np.empty(0, kind), *parts])


def _arrays(order: Order) -> tuple[Ints, Ints, Ints]:
    return _read(order.words), _read(order.offsets), _read(order.longest)


def _read(array: Ints) -> Ints:
    """Return an array to read from: mapped or private or empty, the loops are compiled for one kind alone."""
    view: Ints = array.view(np.ndarray)
    view.flags.writeable = False
    return view


def _span(segment: Segment | LooseSegment) -> tuple[int, int]:
    """Return minutes between which all stays of a segment lie."""
    order, side = segment.by_place, segment.side
    begins, ends = [segment.epoch] if len(order.words) else [], [0]
    if len(order.words):
        filled = np.flatnonzero(np.diff(order.offsets))
        last = order.words[order.offsets[filled + 1] - 1]
        ends.append(segment.epoch + int(last.max() >> np.uint64(ARRIVE_SHIFT)) + int(order.longest.max()))
    if len(side):
        begins.append(int(side.arrive.min()))
        ends.append(int((side.arrive + side.length.astype(np.int64)).max()))
    return min(begins, default=0), max(ends)


def _seat_numbers(segment: Segment | LooseSegment) -> Ints:
    """Return the row number of each seat word of a segment, none being the first."""
    seats = segment.side.seats
    words = list(seats.names(np.arange(len(seats)))) if len(seats) else []
    return np.array([UNKNOWN, *seat_numbers(words)], np.int64)


def _addresses(segment: Segment | LooseSegment, wide: Ints, seats: Ints) -> list[int]:
    order, side = segment.by_place, segment.side
    return [
        segment.epoch, address(order.words), len(order.offsets) - 1, address(order.offsets), address(order.longest),
        address(wide), len(wide),
        len(side), address(side.leaf), address(side.person), address(side.arrive), address(side.length),
        address(side.seat), address(side.precision), address(seats), len(seats),
    ]  # fmt: skip


def _word_codes(lists: Sequence[Sequence[str]]) -> list[Ints]:
    """Return store-wide codes of the sessions (or zones) of every segment."""
    known: dict[str, int] = {}
    return [np.array([known.setdefault(word, len(known)) for word in words], np.int64) for words in lists]


def _words_here(wide: Ints, codes: Ints) -> Ints:
    """Return what store-wide codes of words are in one segment: UNKNOWN stays, ELSEWHERE is not here."""
    back = np.full(max(int(wide.max(initial=0)), int(codes.max(initial=0))) + 1, ELSEWHERE, np.int64)
    back[wide] = np.arange(len(wide))
    return np.where(codes < 0, UNKNOWN, back[codes])
