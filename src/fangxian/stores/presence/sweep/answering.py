"""What every source made of segments answers alike: whole sweeps, in frames."""

from abc import abstractmethod
from functools import cached_property
from pathlib import Path

import polars as pl

from fangxian.engines.tracing.source import Sweep
from fangxian.stores.presence.segments.loose import LooseSegment
from fangxian.stores.presence.segments.segment import Segment
from fangxian.stores.presence.sweep.asking import Asking
from fangxian.stores.presence.sweep.sweeping import Sweeper


class AnswersSweeps:
    """A ScoringSource over `segments`."""

    _asked: tuple[Sweep, Asking] | None = None

    @property
    @abstractmethod
    def segments(self) -> tuple[Segment | LooseSegment, ...]:
        """The segments asked, the stays withdrawn hidden."""

    @property
    def alignment_folder(self) -> Path | None:
        """Where the alignment of the segments may be kept; None for nowhere."""
        return None

    @cached_property
    def sweeper(self) -> Sweeper:
        """What answers whole questions in numbers."""
        return Sweeper(self.segments, keep=self.alignment_folder)

    def links(self, sweep: Sweep) -> pl.DataFrame:
        """Return whom the people of a sweep met (`links.LINK_COLUMNS`), without handing over every encounter."""
        return self._asking(sweep).links()

    def visits(self, sweep: Sweep) -> pl.DataFrame:
        """Return where the people of a sweep were, and how many they met there (`source.VISITS`)."""
        return self._asking(sweep).visits()

    def scores(self, sweep: Sweep, left_out: pl.Series) -> pl.DataFrame:
        """Return what `links` scores for each person but those `left_out` (person_id, score)."""
        return self._asking(sweep).scores(left_out)

    def links_to(self, sweep: Sweep, people: pl.Series) -> pl.DataFrame:
        """Return what `links` gives for these people alone; asked after `scores`, none of those left out there."""
        return self._asking(sweep).links_to(people)

    def warm(self) -> None:
        """Map every page now, as a server does once, so that no question waits for it."""
        for segment in self.segments:
            segment.warm()

    def _asking(self, sweep: Sweep) -> Asking:
        """Return a sweep as it is put to the sweeper; the last one is kept, for it is asked in several ways."""
        if self._asked is None or self._asked[0] is not sweep:
            self._asked = (sweep, Asking(self.sweeper, sweep))
        return self._asked[1]
