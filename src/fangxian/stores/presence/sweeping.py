"""The sweep in numbers: who met these people inside their windows, answered over all segments at once.

Each place is visited once for all sources. Codes are store-wide, minutes count from the Unix epoch.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from fangxian.stores.presence.alignment import Alignment
from fangxian.stores.presence.days import midnights
from fangxian.stores.presence.records import ASK, FOUND, NO_ANCHOR, SOURCE, SPOT, UNKNOWN, rows
from fangxian.stores.presence.segment import Segment
from fangxian.stores.presence.sources import Sources
from fangxian.stores.presence.words import Ints

_NOBODY = np.empty(0, np.uint8)
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
    """Answers questions over some segments. Opening one is cheap; several segments are aligned when it opens."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self.persons = Alignment.of([segment.persons.ids for segment in segments])
        self.places = Alignment.of([segment.places.ids for segment in segments])
        self._sources = Sources(segments, self.persons, self.places)

    def meet(self, question: Question, excluded: Ints = _NOBODY) -> Ints:
        """Return one record (FOUND) per person, place and group of sources; `excluded` people (a flag each) not."""
        return self.scan(question, self.asks(question), excluded)

    def asks(self, question: Question) -> Ints:
        """Return what has to be looked through (ASK), in order of place and group."""
        from fangxian.stores.presence.sweeping_kernel import look_up

        asks = self._sources.asks(question)
        groups = int(question.sources["group"].max(initial=0)) + 1
        asks = asks[np.argsort(asks["place"] * groups + asks["group"], kind="stable")]
        look_up(asks, self._sources.table)
        return asks

    def scan(
        self,
        question: Question,
        asks: Ints,
        excluded: Ints = _NOBODY,
        tally: Ints = _NO_TALLY,
        wanted: Ints = _NOBODY,
        keep: int | None = None,
    ) -> Ints:
        """Look through `asks`. With a `tally` count only; else return the rows, of the `wanted` alone if given."""
        from fangxian.stores.presence.sweeping_kernel import scan, widest_run

        widest, keeping = widest_run(asks), not len(tally)
        room = widest if not keeping else _bound(asks) if keep is None else keep + widest
        found = np.empty(room, FOUND)
        table = np.zeros(_table_size(widest), np.int64)
        _, count = scan(
            asks, question.sources, self._sources.table, question.spots, question.least, _days(question, asks),
            excluded, tally, wanted, keeping, found, table, (0, len(asks), 0),
        )  # fmt: skip
        return found[:count]


def _days(question: Question, asks: Ints) -> tuple[Ints, int, Ints, int]:
    """Return the local midnights of the time asked about with the number of the first, and the weights of days."""
    if not question.infectiousness or not len(asks):
        return np.zeros(2, np.int64), 0, np.ones(1), 0
    begins, first = midnights(question.timezone, int(asks["begin"].min()), int(asks["end"].max()))
    given = question.infectiousness
    weights = [given.get(day, 0.0) for day in range(min(given), max(given) + 1)]
    return begins, first, np.array(weights), min(given)


def _bound(asks: Ints) -> int:
    return int((asks["high"] - asks["low"] + asks["side_high"] - asks["side_low"]).sum())


def _table_size(widest: int) -> int:
    """Return room for the hash table of the widest run: twice its rows, a power of two."""
    return 1 << max(2, (2 * widest - 1).bit_length() if widest else 2)
