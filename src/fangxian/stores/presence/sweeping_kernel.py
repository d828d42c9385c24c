"""The compiled loops of the sweep: where the sources were, what they look through, whom they met.

Plain scalars and records only; `records.py` says what each field is.
"""

from typing import Any

import numpy as np

from fangxian.stores.presence.addresses import at_address
from fangxian.stores.presence.compiled import compiled
from fangxian.stores.presence.kernel import first_at_or_after
from fangxian.stores.presence.records import NO_ANCHOR, UNKNOWN
from fangxian.stores.presence.words import ARRIVE_SHIFT, ID_LIMIT, ID_SHIFT, LENGTH_LIMIT, LENGTH_SHIFT, Ints

_ARRIVE, _ID, _LENGTH = np.uint64(ARRIVE_SHIFT), np.uint64(ID_SHIFT), np.uint64(LENGTH_SHIFT)
_ID_MASK, _LENGTH_MASK, _PRECISION_MASK = np.uint64(ID_LIMIT - 1), np.uint64(LENGTH_LIMIT - 1), np.uint64(3)
_SCRAMBLE = np.uint64(0x9E3779B97F4A7C15)

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
def weigh(begin: int, end: int, anchor: int, days: tuple[Ints, int, Ints, int]) -> float:
    """Return minutes × infectiousness, local day by local day; days beyond the ends weigh as the end does.

    `days` is (local midnights, the day of the first, infectiousness, its first day counted from the anchor).
    """
    midnights, earliest, weights, first_weight = days
    if anchor == NO_ANCHOR:
        return float(end - begin)
    day = min((begin - midnights[0]) // 1440, midnights.shape[0] - 2)
    while midnights[day] > begin:
        day -= 1
    total = 0.0
    while begin < end:
        while midnights[day + 1] <= begin:
            day += 1
        stop = min(end, midnights[day + 1])
        offset = min(max(earliest + day - anchor - first_weight, 0), weights.shape[0] - 1)
        total += (stop - begin) * weights[offset]
        begin = stop
    return total


@compiled
def _row_of(
    person: int, group: int, place: int, found: Ints, run: tuple[int, int], table: Ints, last: int
) -> int:
    """Return the row of `found` that collects this person: one of the run, or the new one at `last`.

    `table` is an open hash table. A slot holds the stamp of the run that wrote it and a row; what another run wrote
    is free. `run` is (stamp, bits of the part of the table in use).
    """
    stamp, bits = run
    mask = (np.int64(1) << bits) - 1
    slot = np.int64((np.uint64(person) * _SCRAMBLE) >> np.uint64(64 - bits))
    while table[slot] >> 32 == stamp:
        row = table[slot] & 0xFFFFFFFF
        if found[row].person == person:
            return row
        slot = (slot + 1) & mask
    table[slot] = (np.int64(stamp) << 32) | last
    new = found[last]
    new.person, new.group, new.place = person, group, place
    new.score, new.minutes, new.precision = 0.0, 0, 0
    new.first, new.last = np.int32(2147483647), np.int32(-1)
    return last


@compiled
def _add(row: Any, begin: int, end: int, weight: float, precision: int) -> None:
    row.score += weight
    row.minutes += np.int32(end - begin)
    row.first = min(row.first, np.int32(begin))
    row.last = max(row.last, np.int32(end))
    row.precision = max(row.precision, np.int32(precision))


@compiled
def _scan_words(
    ask: Any,
    source: Any,
    segment: Ints,
    rule: Any,
    days: tuple[Ints, int, Ints, int],
    excluded: Ints,
    found: Ints,
    run: tuple[int, int],
    table: Ints,
    last: int,
) -> int:
    """Add everybody whom one ask met among the words of its bucket; return the end of the rows used."""
    least, factor = rule
    words = at_address(segment[WORDS], ask.high, np.uint64)
    epoch = segment[EPOCH]
    for row in range(ask.low, ask.high):
        word = words[row]
        arrive, length = np.int64(word >> _ARRIVE) + epoch, np.int64((word >> _LENGTH) & _LENGTH_MASK)
        begin, end = max(arrive, ask.begin), min(arrive + length + ask.behind, ask.end)
        if end - begin < least or length == 0:
            continue
        person = np.int64((word >> _ID) & _ID_MASK)
        if segment[PERSONS]:
            person = np.int64(at_address(segment[PERSONS], segment[PEOPLE], np.int32)[person])
        if person == source.person or (excluded.shape[0] and excluded[person]):
            continue
        weight = weigh(begin, end, source.anchor, days) * factor * source.strength
        at = _row_of(person, ask.group, ask.place, found, run, table, last)
        last += at == last
        _add(found[at], begin, end, weight, max(ask.precision, sharpness(np.int64(word & _PRECISION_MASK))))
    return last


@compiled
def _scan_side(
    ask: Any,
    source: Any,
    segment: Ints,
    rule: Any,
    days: tuple[Ints, int, Ints, int],
    excluded: Ints,
    found: Ints,
    run: tuple[int, int],
    table: Ints,
    last: int,
    seat_rows: int,
) -> int:
    """Add everybody whom one ask met among the rows beside the words; two seats too far apart did not meet."""
    least, factor = rule
    persons = at_address(segment[SIDE_PERSON], ask.side_high, np.uint32)
    arrivals = at_address(segment[SIDE_ARRIVE], ask.side_high, np.int32)
    lengths = at_address(segment[SIDE_LENGTH], ask.side_high, np.uint32)
    seats = at_address(segment[SIDE_SEAT], ask.side_high, np.uint32)
    numbers = at_address(segment[SEAT_NUMBERS], segment[SEATS], np.int64)
    precisions = at_address(segment[SIDE_PRECISION], ask.side_high, np.uint8)
    for row in range(ask.side_low, ask.side_high):
        arrive, length = np.int64(arrivals[row]), np.int64(lengths[row])
        begin, end = max(arrive, ask.begin), min(arrive + length + ask.behind, ask.end)
        if end - begin < least or length == 0:
            continue
        seat = numbers[seats[row]]
        if seat_rows >= 0 and ask.seat >= 0 and seat >= 0 and abs(ask.seat - seat) > seat_rows:
            continue
        person = np.int64(persons[row])
        if segment[PERSONS]:
            person = np.int64(at_address(segment[PERSONS], segment[PEOPLE], np.int32)[person])
        if person == source.person or (excluded.shape[0] and excluded[person]):
            continue
        weight = weigh(begin, end, source.anchor, days) * factor * source.strength
        at = _row_of(person, ask.group, ask.place, found, run, table, last)
        last += at == last
        _add(found[at], begin, end, weight, max(ask.precision, sharpness(np.int64(precisions[row]))))
    return last


@compiled
def _bits_for(rows: int) -> int:
    bits = 2
    while (1 << bits) < 2 * rows:
        bits += 1
    return bits


@compiled
def _end_of_run(asks: Ints, begin: int) -> tuple[int, int]:
    """Return the end of the asks of one place and group that begin here, and the rows they look at."""
    end, rows = begin, 0
    while (
        end < asks.shape[0] and asks[end].place == asks[begin].place and asks[end].group == asks[begin].group
    ):
        rows += asks[end].high - asks[end].low + asks[end].side_high - asks[end].side_low
        end += 1
    return end, rows


@compiled
def widest_run(asks: Ints) -> int:
    """Return the most rows that the asks of one place and group look at together."""
    begin, widest = 0, 0
    while begin < asks.shape[0]:
        begin, rows = _end_of_run(asks, begin)
        widest = max(widest, rows)
    return widest


@compiled
def _settle(found: Ints, begin: int, end: int, tally: Ints, wanted: Ints) -> int:
    """Round the rows of a run, add them to the tally, keep those that are wanted; return where they end.

    Scores are rounded to millionths and added as whole numbers, so that no order of adding changes a sum.
    """
    kept = begin
    for row in range(begin, end):
        millionths = np.int64(np.rint(found[row].score * 1e6))
        found[row].score = millionths / 1e6
        person = found[row].person
        if tally.shape[0]:
            tally[person, 0] += millionths
            tally[person, 1] += 1
        if wanted.shape[0] == 0 or wanted[person]:
            if kept != row:
                found[kept] = found[row]
            kept += 1
    return kept


@compiled
def scan(
    asks: Ints,
    sources: Ints,
    segments: Ints,
    spots: Ints,
    least: int,
    days: tuple[Ints, int, Ints, int],
    excluded: Ints,
    tally: Ints,
    wanted: Ints,
    keeping: bool,
    found: Ints,
    table: Ints,
    span: tuple[int, int, int],
) -> tuple[int, int]:
    """Answer the asks of `span` (first ask, stop at, rows filled before); return (next ask, rows filled).

    `asks` are in order of place and group. Rows of `found` collect one person at one place from one group;
    with a `tally` (score in millionths, rows) per person they are counted too, and without `keeping` only counted.
    """
    begin, stop, last = span
    while begin < stop:
        end, rows = _end_of_run(asks, begin)
        run = (begin + 1, _bits_for(rows))
        first = last
        for number in range(begin, end):
            ask = asks[number]
            source, segment, spot = sources[ask.source], segments[ask.segment], spots[ask.spot]
            rule = (least, spot.factor)
            if ask.high > ask.low:
                last = _scan_words(ask, source, segment, rule, days, excluded, found, run, table, last)
            if ask.side_high > ask.side_low:
                last = _scan_side(
                    ask, source, segment, rule, days, excluded, found, run, table, last, spot.seat_rows
                )
        last = _settle(found, first, last, tally, wanted)
        last = last if keeping else first
        begin = end
    return begin, last
