"""The sweep in numbers: who met these people inside their windows, answered over all segments at once.

Each place is visited once for all sources. Codes are store-wide, minutes count from the Unix epoch.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from fangxian.stores.presence.numbers.days import midnights
from fangxian.stores.presence.numbers.words import Ints
from fangxian.stores.presence.segments.loose import LooseSegment
from fangxian.stores.presence.segments.segment import Segment
from fangxian.stores.presence.sweep.alignment import Alignment
from fangxian.stores.presence.sweep.records import (
    ASK,
    FOUND,
    HIT,
    NO_ANCHOR,
    SOURCE,
    SPOT,
    UNKNOWN,
    VISIT,
    rows,
)
from fangxian.stores.presence.sweep.sources import Sources

NOBODY = np.empty(0, np.uint8)
_ASKS_AT_ONCE = 20_000
"""After so many it is told how far the sweep has come."""

_NO_TALLY = np.empty((0, 2), np.int64)
_EVERYWHERE = rows(SPOT, 1, place=UNKNOWN, linger=0, factor=1.0, seat_rows=-1)


@dataclass(frozen=True)
class Question:
    """Who met these people inside their windows. `sources` follows SOURCE, `spots` SPOT.

    `infectiousness` is by local day of `timezone` counted from the anchor; empty weighs every minute one.
    """

    sources: Ints
    spots: Ints = field(default_factory=_EVERYWHERE.copy)
    min_minutes: int = 1
    timezone: str = "UTC"
    infectiousness: Mapping[int, float] = field(default_factory=dict)
    backward: bool = False
    tell: Callable[[float], None] = field(default=lambda _share: None, compare=False)

    @classmethod
    def plain(
        cls, person: Ints, from_minute: Ints, to_minute: Ints, *, min_minutes: int = 5, linger: int = 30
    ) -> "Question":
        """Ask by the plain rule: every minute weighs one, the air of every place lingers alike."""
        sources = rows(
            SOURCE, len(person), person=person, begin=from_minute, end=to_minute,
            group=np.arange(len(person)), anchor=NO_ANCHOR, strength=1.0,
        )  # fmt: skip
        return cls(
            sources, rows(SPOT, 1, place=UNKNOWN, linger=linger, factor=1.0, seat_rows=-1), min_minutes
        )

    @property
    def least(self) -> int:
        """The fewest minutes that count; an encounter has one at least."""
        return max(self.min_minutes, 1)


class Sweeper:
    """Answers questions over some segments. Opening one is cheap; several segments are aligned when it opens.

    `alike`: two segments may hold the same stay of a source, which then counts once. `keep`: a folder in which the
    alignment of large dictionaries may be left.
    """

    def __init__(
        self, segments: Sequence[Segment | LooseSegment], *, alike: bool = False, keep: Path | None = None
    ) -> None:
        self.persons = Alignment.kept([segment.persons.ids for segment in segments], keep, "persons")
        self.places = Alignment.kept([segment.places.ids for segment in segments], keep, "places")
        self._sources = Sources(segments, self.persons, self.places, alike=alike)
        # Counting first, then listing, then the visits: one question is often asked in several ways.
        self._last: tuple[Question | None, Ints] = (None, np.empty(0, ASK))

    def meet(self, question: Question, excluded: Ints = NOBODY) -> Ints:
        """Return one record (FOUND) per person, place and group of sources; `excluded` people (a flag each) not."""
        asks = self._asks(question)
        return self._scan(question, asks, excluded, _NO_TALLY, NOBODY, _rows_asked(asks))

    def tally(self, question: Question, excluded: Ints = NOBODY) -> Ints:
        """Return what `meet` finds for each person there is: (score in millionths, records), without keeping any."""
        tally = np.zeros((len(self.persons), 2), np.int64)
        self._scan(question, self._asks(question), excluded, tally, NOBODY, 0)
        return tally

    def meet_some(self, question: Question, wanted: Ints, records: int, excluded: Ints = NOBODY) -> Ints:
        """Return what `meet` finds of the `wanted` people (a flag each), which is at most so many `records`."""
        return self._scan(question, self._asks(question), excluded, _NO_TALLY, wanted, records)

    def visits(self, question: Question) -> Ints:
        """Return where the sources were inside their windows (VISIT), and how many they met there."""
        from fangxian.stores.presence.sweep.adding import count_visits, widest_run
        from fangxian.stores.presence.sweep.finding import widest_ask

        visits, asks = _visits(self._sources.stays(question), question), self._asks(question)
        hits, table = np.empty(widest_ask(asks), HIT), np.zeros(_table_size(widest_run(asks)), np.int64)
        count_visits(
            visits, asks, question.sources, self._sources.table, question.spots, question.least, hits, table
        )
        return visits

    def listed(self, places: Ints) -> Ints:
        """Return for each place whether somebody other than an interviewed case left a trace there."""
        return self._sources.listed(places)

    def _asks(self, question: Question) -> Ints:
        """Return what has to be looked through (ASK), in order of place and group."""
        from fangxian.stores.presence.sweep.finding import look_up

        last, asks = self._last
        if last is not question:
            asks = _by_place(self._sources.asks(question), question)
            look_up(asks, self._sources.table)
            self._last = (question, asks)
        return asks

    def _scan(
        self, question: Question, asks: Ints, excluded: Ints, tally: Ints, wanted: Ints, records: int
    ) -> Ints:
        """Look through `asks`. With a `tally` count only; else return the records, of the `wanted` alone if given."""
        from fangxian.stores.presence.sweep.adding import scan, widest_run
        from fangxian.stores.presence.sweep.finding import widest_ask

        widest, bits = widest_run(asks), np.packbits(excluded, bitorder="little")
        found, hits = np.empty(records + widest, FOUND), np.empty(widest_ask(asks), HIT)
        table, at, count = np.zeros(_table_size(widest), np.int64), 0, 0
        given = (
            asks,
            question.sources,
            self._sources.table,
            question.spots,
            question.least,
            _days(question, asks),
        )
        while at < len(asks):
            span = (at, min(at + _ASKS_AT_ONCE, len(asks)), count)
            at, count = scan(*given, bits, tally, wanted, not len(tally), hits, found, table, span)
            question.tell(at / len(asks))
        return found[:count]


def _by_place(records: Ints, question: Question) -> Ints:
    """Return asks or visits in order of place and group."""
    groups = int(question.sources["group"].max(initial=0)) + 1
    return records[np.argsort(records["place"] * groups + records["group"], kind="stable")]


def _visits(stays: Ints, question: Question) -> Ints:
    """Return the stays cut to the windows of their sources (VISIT), in order of place and group."""
    sources, spots = question.sources[stays["source"]], question.spots
    begin, end = np.maximum(stays["arrive"], sources["begin"]), np.minimum(stays["leave"], sources["end"])
    at = np.searchsorted(spots["place"][1:], stays["place"])
    named = spots["place"][np.minimum(at + 1, len(spots) - 1)] == stays["place"]
    air = spots["linger"][np.where(named, np.minimum(at + 1, len(spots) - 1), 0)]
    visits = rows(
        VISIT, len(stays), place=stays["place"], group=sources["group"], begin=begin, end=end,
        air_until=end + (0 if question.backward else air), precision=stays["precision"], found=0,
    )  # fmt: skip
    return _by_place(visits[begin < end], question)


def _days(question: Question, asks: Ints) -> tuple[Ints, int, Ints, int]:
    """Return the local midnights of the time asked about with the number of the first, and the weights of days."""
    if not question.infectiousness or not len(asks):
        return np.zeros(2, np.int64), 0, np.ones(1), 0
    begins, first = midnights(question.timezone, int(asks["begin"].min()), int(asks["end"].max()))
    given = question.infectiousness
    weights = [given.get(day, 0.0) for day in range(min(given), max(given) + 1)]
    return begins, first, np.array(weights), min(given)


def _rows_asked(asks: Ints) -> int:
    """Return how many rows there are to look at: no more records than that can be found."""
    return int((asks["high"] - asks["low"] + asks["side_high"] - asks["side_low"]).sum())


def _table_size(widest: int) -> int:
    """Return room for the hash table of the widest run: twice its rows, a power of two."""
    return 1 << max(2, (2 * widest - 1).bit_length() if widest else 2)
