"""The compiled loops that add up: one row per person, place and group of sources, weighed and rounded."""

from typing import Any

import numpy as np

from fangxian.engines.compiled import compiled
from fangxian.stores.presence.numbers.words import Ints
from fangxian.stores.presence.sweep.finding import hits_of
from fangxian.stores.presence.sweep.records import NO_ANCHOR

_SCRAMBLE = np.uint64(0x9E3779B97F4A7C15)


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
def _collect(
    hits: Ints,
    ask: Any,
    source: Any,
    factor: float,
    days: tuple[Ints, int, Ints, int],
    found: Ints,
    run: tuple[int, int],
    table: Ints,
    last: int,
) -> int:
    """Add the encounters of one ask to the rows of their people; return the end of the rows used."""
    for hit in hits:
        weight = weigh(np.int64(hit.begin), np.int64(hit.end), source.anchor, days) * factor * source.strength
        at = _row_of(np.int64(hit.person), ask.group, ask.place, found, run, table, last)
        last += at == last
        row = found[at]
        row.score += weight
        row.minutes += hit.end - hit.begin
        row.first = min(row.first, hit.begin)
        row.last = max(row.last, hit.end)
        row.precision = max(row.precision, hit.precision)
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
    hits: Ints,
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
            count = hits_of(ask, sources, segments, spots, least, excluded, hits)
            source, factor = sources[ask.source], spots[ask.spot].factor
            last = _collect(hits[:count], ask, source, factor, days, found, run, table, last)
        last = _settle(found, first, last, tally, wanted)
        last = last if keeping else first
        begin = end
    return begin, last


@compiled
def _is_new(person: int, stamp: int, bits: int, table: Ints) -> bool:
    """Whether a person is not yet in the set `stamp`; puts them in."""
    mask = (np.int64(1) << bits) - 1
    slot = np.int64((np.uint64(person) * _SCRAMBLE) >> np.uint64(64 - bits))
    while table[slot] >> 32 == stamp:
        if table[slot] & 0xFFFFFFFF == person:
            return False
        slot = (slot + 1) & mask
    table[slot] = (np.int64(stamp) << 32) | person
    return True


@compiled
def count_visits(
    visits: Ints, asks: Ints, sources: Ints, segments: Ints, spots: Ints, least: int, hits: Ints, table: Ints
) -> None:
    """Fill in how many people each visit (VISIT) met: those whose encounter with its group begins in its time.

    Both `visits` and `asks` are in order of place and group.
    """
    begin, nobody = 0, np.empty(0, np.uint8)
    for number in range(visits.shape[0]):
        visit = visits[number]
        visit.found = 0
        while begin < asks.shape[0] and (
            asks[begin].place < visit.place
            or (asks[begin].place == visit.place and asks[begin].group < visit.group)
        ):
            begin += 1
        if begin == asks.shape[0] or asks[begin].place != visit.place or asks[begin].group != visit.group:
            continue
        end, rows = _end_of_run(asks, begin)
        bits = _bits_for(rows)
        for at in range(begin, end):
            if asks[at].begin > visit.air_until or asks[at].end <= visit.begin:
                continue
            count = hits_of(asks[at], sources, segments, spots, least, nobody, hits)
            for hit in hits[:count]:
                if visit.begin <= hit.begin <= visit.air_until:
                    visit.found += _is_new(np.int64(hit.person), number + 1, bits, table)
