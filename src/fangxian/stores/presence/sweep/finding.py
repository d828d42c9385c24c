"""The compiled loops that find: where the sources were, what they look through, whom they met there.

Plain scalars and records only; `records.py` says what each field is.
"""

from typing import Any

import numpy as np

from fangxian.engines.compiled import compiled
from fangxian.stores.presence.numbers.addresses import at_address
from fangxian.stores.presence.numbers.words import (
    ARRIVE_SHIFT,
    ID_LIMIT,
    ID_SHIFT,
    LENGTH_LIMIT,
    LENGTH_SHIFT,
    Ints,
)
from fangxian.stores.presence.segments.kernel import first_at_or_after
from fangxian.stores.presence.sweep.records import UNKNOWN

_ARRIVE, _ID, _LENGTH = np.uint64(ARRIVE_SHIFT), np.uint64(ID_SHIFT), np.uint64(LENGTH_SHIFT)
_ID_MASK, _LENGTH_MASK, _PRECISION_MASK = np.uint64(ID_LIMIT - 1), np.uint64(LENGTH_LIMIT - 1), np.uint64(3)

(
    EPOCH, WORDS, LEAVES, OFFSETS, LONGEST, PERSONS, PEOPLE,
    SIDE_ROWS, SIDE_LEAF, SIDE_PERSON, SIDE_ARRIVE, SIDE_LENGTH, SIDE_SEAT, SIDE_PRECISION, SEAT_NUMBERS, SEATS,
) = range(16)  # fmt: skip
"""Columns of the table of segments: the minute from which words count, sizes, and the addresses of arrays."""


@compiled
def sharpness(code: int) -> int:
    """Return the precision of a word as a rank: an open end (3) is a window (1)."""
    return 1 if code == 3 else code


@compiled
def find_stays(
    order: tuple[Ints, Ints, Ints], epoch: int, persons: Ints, sources: Ints, reach: int, out: Ints
) -> int:
    """Fill `out` with the stays of `sources` in one packed order by person; return how many there are.

    `persons` are the codes of the sources in this segment (UNKNOWN: not in it). A stay counts when it, or the air of
    `reach` minutes that it leaves, touches the window. What does not fit into `out` is counted only. The leaf is
    put where the place will be.
    """
    words, offsets, longest = order
    count = 0
    for source in range(sources.shape[0]):
        person = persons[source]
        if person < 0:
            continue
        begin, end = sources[source].begin - epoch - reach, sources[source].end - epoch
        high = offsets[person + 1]
        row = first_at_or_after(words, offsets[person], high, begin - np.int64(longest[person]))
        while row < high:
            word = words[row]
            arrive, length = np.int64(word >> _ARRIVE), np.int64((word >> _LENGTH) & _LENGTH_MASK)
            if arrive >= end:
                break
            if length > 0 and arrive + length > begin:
                if count < out.shape[0]:
                    stay = out[count]
                    stay.source = source
                    stay.place = np.int64((word >> _ID) & _ID_MASK)
                    stay.arrive = arrive + epoch
                    stay.leave = arrive + length + epoch
                    stay.seat = UNKNOWN
                    stay.precision = sharpness(np.int64(word & _PRECISION_MASK))
                count += 1
            row += 1
    return count


@compiled
def find_spot(spots: Ints, place: int) -> int:
    """Return the row of `spots` (SPOT) that holds for a place: its own, or the first."""
    low, high = 1, spots.shape[0]
    while low < high:
        middle = (low + high) >> 1
        if spots[middle].place < place:
            low = middle + 1
        else:
            high = middle
    return low if low < spots.shape[0] and spots[low].place == place else 0


@compiled
def _clip(stay: Any, source: Any, spot: Any, backward: bool, out: Any) -> int:
    """Put the stay's time inside the window into `out`; return how many minutes that is."""
    out.behind = spot.linger if backward else 0
    out.begin = max(stay.arrive, source.begin)
    out.end = min(stay.leave + (0 if backward else spot.linger), source.end)
    return out.end - out.begin


@compiled
def ask_segment(
    stays: Ints,
    here: tuple[Ints, Ints, Ints],
    leaves: tuple[Ints, Ints],
    sources: Ints,
    spots: Ints,
    number: int,
    backward: bool,
    least: int,
    out: Ints,
) -> int:
    """Fill `out` (ASK) with the leaves of one segment in which each stay may have met somebody; return how many.

    `here` are the codes of place, session and zone of each stay in this segment; `leaves` its offsets by place and
    its keys. Session and zone have to agree where both are known. The bucket is put into `low`.
    """
    place, session, zone = here
    offsets, keys = leaves
    count = 0
    for row in range(stays.shape[0]):
        if place[row] < 0:
            continue
        spot = find_spot(spots, stays[row].place)
        for leaf in range(offsets[place[row]], offsets[place[row] + 1]):
            if session[row] != UNKNOWN and keys[0, leaf] != UNKNOWN and session[row] != keys[0, leaf]:
                continue
            if zone[row] != UNKNOWN and keys[1, leaf] != UNKNOWN and zone[row] != keys[1, leaf]:
                continue
            if count < out.shape[0]:
                ask, source = out[count], sources[stays[row].source]
                if _clip(stays[row], source, spots[spot], backward, ask) < least:
                    break
                ask.place, ask.group, ask.source = stays[row].place, source.group, stays[row].source
                ask.segment, ask.low, ask.spot = number, leaf, spot
                ask.seat, ask.precision = stays[row].seat, stays[row].precision
            count += 1
    return count


@compiled
def find_side_stays(side: tuple[Ints, ...], persons: Ints, sources: Ints, reach: int, out: Ints) -> int:
    """As `find_stays`, for the rows beside the words: (by_person, leaf, arrive, length, seat number, precision)."""
    by_person, leaf, arrivals, lengths, seats, numbers, precisions = side
    count = 0
    for source in range(sources.shape[0]):
        if persons[source] < 0:
            continue
        begin, end = sources[source].begin - reach, sources[source].end
        at = np.searchsorted(by_person, np.uint64(persons[source]) << np.uint64(32))
        while at < by_person.shape[0] and np.int64(by_person[at] >> np.uint64(32)) == persons[source]:
            row = np.int64(by_person[at] & np.uint64(0xFFFFFFFF))
            arrive, length = np.int64(arrivals[row]), np.int64(lengths[row])
            if length > 0 and arrive < end and arrive + length > begin:
                if count < out.shape[0]:
                    stay = out[count]
                    stay.source, stay.place, stay.arrive, stay.leave = (
                        source,
                        leaf[row],
                        arrive,
                        arrive + length,
                    )
                    stay.seat, stay.precision = numbers[seats[row]], sharpness(np.int64(precisions[row]))
                count += 1
            at += 1
    return count


@compiled
def look_up(asks: Ints, segments: Ints) -> int:
    """Turn the leaf of each ask into the rows that may have been there at that time; return how many in all."""
    total = 0
    for ask in asks:
        segment = segments[ask.segment]
        leaf, begin, end = ask.low, ask.begin - segment[EPOCH], ask.end - segment[EPOCH]
        ask.low, ask.high, ask.side_low, ask.side_high = 0, 0, 0, 0
        if leaf < segment[LEAVES]:
            offsets = at_address(segment[OFFSETS], leaf + 2, np.int64)
            longest = np.int64(at_address(segment[LONGEST], leaf + 1, np.uint16)[leaf])
            words = at_address(segment[WORDS], offsets[leaf + 1], np.uint64)
            ask.low = first_at_or_after(words, offsets[leaf], offsets[leaf + 1], begin - longest - ask.behind)
            ask.high = first_at_or_after(words, ask.low, offsets[leaf + 1], end)
        if segment[SIDE_ROWS]:
            leaves = at_address(segment[SIDE_LEAF], segment[SIDE_ROWS], np.uint32)
            ask.side_low = np.searchsorted(leaves, leaf)
            ask.side_high = np.searchsorted(leaves, leaf + 1)
        total += ask.high - ask.low + ask.side_high - ask.side_low
    return total


@compiled
def _wide(person: int, segment: Ints) -> int:
    """Return the store-wide code of a person of a segment."""
    if segment[PERSONS] == 0:
        return person
    return int(at_address(segment[PERSONS], segment[PEOPLE], np.int32)[person])


@compiled
def _hit(hits: Ints, count: int, ask: Any, person: int, arrive: int, leave: int, precision: int) -> None:
    hit = hits[count]
    hit.person = person
    hit.begin, hit.end = max(arrive, ask.begin), min(leave, ask.end)
    hit.precision = max(ask.precision, sharpness(precision))


@compiled
def _flagged(flags: Ints, person: int) -> bool:
    """Whether the bit of a person is set: a city's bits fit the processor's cache, its bytes do not."""
    return bool((flags[person >> 3] >> (person & 7)) & 1)


@compiled
def _hits_in_words(ask: Any, mine: int, segment: Ints, least: int, excluded: Ints, hits: Ints) -> int:
    """Fill `hits` with everybody but `mine` and the `excluded` (bits) whom an ask met among the words of its bucket."""
    words = at_address(segment[WORDS], ask.high, np.uint64)
    epoch, count = segment[EPOCH], 0
    for row in range(ask.low, ask.high):
        word = words[row]
        arrive, length = np.int64(word >> _ARRIVE) + epoch, np.int64((word >> _LENGTH) & _LENGTH_MASK)
        leave = arrive + length + ask.behind
        if min(leave, ask.end) - max(arrive, ask.begin) < least or length == 0:
            continue
        person = _wide(np.int64((word >> _ID) & _ID_MASK), segment)
        if person == mine or (excluded.shape[0] and _flagged(excluded, person)):
            continue
        _hit(hits, count, ask, person, arrive, leave, np.int64(word & _PRECISION_MASK))
        count += 1
    return count


@compiled
def _hits_beside(
    ask: Any, mine: int, segment: Ints, seat_rows: int, least: int, excluded: Ints, hits: Ints
) -> int:
    """As `_hits_in_words`, among the rows beside the words; two seats too far apart did not meet."""
    persons = at_address(segment[SIDE_PERSON], ask.side_high, np.uint32)
    arrivals = at_address(segment[SIDE_ARRIVE], ask.side_high, np.int32)
    lengths = at_address(segment[SIDE_LENGTH], ask.side_high, np.uint32)
    seats = at_address(segment[SIDE_SEAT], ask.side_high, np.uint32)
    numbers = at_address(segment[SEAT_NUMBERS], segment[SEATS], np.int64)
    precisions = at_address(segment[SIDE_PRECISION], ask.side_high, np.uint8)
    count = 0
    for row in range(ask.side_low, ask.side_high):
        arrive, length = np.int64(arrivals[row]), np.int64(lengths[row])
        leave = arrive + length + ask.behind
        if min(leave, ask.end) - max(arrive, ask.begin) < least or length == 0:
            continue
        seat = numbers[seats[row]]
        if seat_rows >= 0 and ask.seat >= 0 and seat >= 0 and abs(ask.seat - seat) > seat_rows:
            continue
        person = _wide(np.int64(persons[row]), segment)
        if person == mine or (excluded.shape[0] and _flagged(excluded, person)):
            continue
        _hit(hits, count, ask, person, arrive, leave, np.int64(precisions[row]))
        count += 1
    return count


@compiled
def hits_of(
    ask: Any, sources: Ints, segments: Ints, spots: Ints, least: int, excluded: Ints, hits: Ints
) -> int:
    """Fill `hits` with the encounters of one ask, `least` minutes or longer; return how many there are."""
    mine, segment, count = sources[ask.source].person, segments[ask.segment], 0
    if ask.high > ask.low:
        count = _hits_in_words(ask, mine, segment, least, excluded, hits)
    if ask.side_high > ask.side_low:
        limit = spots[ask.spot].seat_rows
        count += _hits_beside(ask, mine, segment, limit, least, excluded, hits[count:])
    return count


@compiled
def widest_ask(asks: Ints) -> int:
    """Return the most rows that one ask looks at."""
    widest = 0
    for ask in asks:
        widest = max(widest, ask.high - ask.low + ask.side_high - ask.side_low)
    return widest


@compiled
def _stands(leaf: int, segment: Ints) -> bool:
    """Whether any stay at a leaf was not withdrawn."""
    if leaf < segment[LEAVES]:
        offsets = at_address(segment[OFFSETS], leaf + 2, np.int64)
        words = at_address(segment[WORDS], offsets[leaf + 1], np.uint64)
        for row in range(offsets[leaf], offsets[leaf + 1]):
            if (words[row] >> _LENGTH) & _LENGTH_MASK:
                return True
    if segment[SIDE_ROWS]:
        leaves = at_address(segment[SIDE_LEAF], segment[SIDE_ROWS], np.uint32)
        lengths = at_address(segment[SIDE_LENGTH], segment[SIDE_ROWS], np.uint32)
        for row in range(np.searchsorted(leaves, leaf), np.searchsorted(leaves, leaf + 1)):
            if lengths[row]:
                return True
    return False


@compiled
def mark_listed(
    places: Ints, leaves: tuple[Ints, Ints], told: int, number: int, segments: Ints, marks: Ints
) -> None:
    """Mark the places (codes of segment `number`) with a stay from any source but `told`."""
    offsets, keys = leaves
    for at in range(places.shape[0]):
        if places[at] < 0 or marks[at]:
            continue
        for leaf in range(offsets[places[at]], offsets[places[at] + 1]):
            if keys[2, leaf] != told and _stands(leaf, segments[number]):
                marks[at] = True
                break
