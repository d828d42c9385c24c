"""Between frames and numbers: a sweep as a question in codes, and what was found as frames."""

from collections.abc import Mapping

import numpy as np
import polars as pl

from fangxian.engines import tables
from fangxian.engines.tracing.links import LINK_COLUMNS
from fangxian.engines.tracing.source import VISITS, Sweep
from fangxian.engines.tracing.stays import vaguest
from fangxian.stores.presence.numbers.words import Ints
from fangxian.stores.presence.segments.segment import instants, minutes
from fangxian.stores.presence.sweep.alignment import Alignment
from fangxian.stores.presence.sweep.records import NO_ANCHOR, SOURCE, SPOT, UNKNOWN, rows
from fangxian.stores.presence.sweep.sweeping import Question, Sweeper

_ROOT = ("case_id", "via_person_id")
_MILLION = 1_000_000


class Asking:
    """One sweep put to a sweeper."""

    def __init__(self, sweeper: Sweeper, sweep: Sweep) -> None:
        self._sweeper = sweeper
        self._windows = sweep.windows.sort(_ROOT)
        self._question = question_of(sweeper, sweep, self._windows)
        self._tally = np.zeros((0, 2), np.int64)

    def links(self) -> pl.DataFrame:
        """Return whom the people of the sweep met (`links.LINK_COLUMNS`)."""
        return self._links(self._sweeper.meet(self._question))

    def scores(self, left_out: pl.Series) -> pl.DataFrame:
        """Return the score of each person met but those `left_out` (person_id, score)."""
        tally = self._tally = self._sweeper.tally(self._question, self._flags(left_out))
        met = np.flatnonzero(tally[:, 1])
        names = self._sweeper.persons.names(met)
        return pl.DataFrame({"person_id": names, "score": tally[met, 0] / _MILLION})

    def links_to(self, people: pl.Series) -> pl.DataFrame:
        """Return the links to these people alone, as far as they were scored."""
        tally = self._tally if len(self._tally) else self._sweeper.tally(self._question)
        wanted = self._flags(people) & (tally[:, 1] > 0).astype(np.uint8)
        self._tally = tally[:0].copy()
        return self._links(self._sweeper.meet_some(self._question, wanted, int(tally[wanted > 0, 1].sum())))

    def visits(self) -> pl.DataFrame:
        """Return where the people of the sweep were, and how many they met there (`source.VISITS`)."""
        found = self._sweeper.visits(self._question)
        visits = pl.DataFrame(
            {
                "case_id": self._roots(found)["case_id"],
                "place_id": self._sweeper.places.names(found["place"]),
                "from_at": instants(found["begin"]),
                "to_at": instants(found["end"]),
                "precision": precisions(found["precision"]),
                "found": found["found"],
                "listed": self._sweeper.listed(found["place"]),
            }
        )
        alike = visits.group_by("case_id", "place_id", "from_at", "to_at", maintain_order=True)
        return alike.agg(vaguest("precision"), pl.col("found").max(), pl.col("listed").first()).select(VISITS)

    def _flags(self, people: pl.Series) -> Ints:
        """Return a flag for every person there is: whether they are among these."""
        flags = np.zeros(len(self._sweeper.persons), np.uint8)
        codes = self._sweeper.persons.codes(people)
        flags[codes[codes >= 0]] = 1
        return flags

    def _roots(self, records: Ints) -> pl.DataFrame:
        return self._windows.select(_ROOT).unique(maintain_order=True)[records["group"]]

    def _links(self, found: Ints) -> pl.DataFrame:
        roots = self._roots(found)
        named = {
            "person_id": self._sweeper.persons.names(found["person"]),
            "via_person_id": roots["via_person_id"],
            "place_id": self._sweeper.places.names(found["place"]),
            "case_id": roots["case_id"],
            "first_exposed_at": instants(found["first"].astype(np.int64)),
            "last_exposed_at": instants(found["last"].astype(np.int64)),
            "minutes": found["minutes"].astype(np.float64),
            "score": np.ascontiguousarray(found["score"]),
            "precision": precisions(found["precision"]),
        }
        return pl.DataFrame(named).with_columns(kind=pl.lit("presence")).select(LINK_COLUMNS)


def question_of(sweeper: Sweeper, sweep: Sweep, windows: pl.DataFrame) -> Question:
    """Return a sweep in codes; `windows` are its own, in order of case and person."""
    anchors = windows["anchor_on"].to_physical().cast(pl.Int64).fill_null(NO_ANCHOR)
    sources = rows(
        SOURCE,
        windows.height,
        person=sweeper.persons.codes(windows["via_person_id"]),
        begin=minutes(windows["from_at"]),
        end=minutes(windows["to_at"]),
        group=windows.select(pl.struct(_ROOT).rle_id()).to_series().to_numpy(),
        anchor=anchors.to_numpy() if sweep.infectiousness else NO_ANCHOR,
        strength=windows["strength"].to_numpy(),
    )
    return Question(
        sources,
        spots_of(sweep, sweeper.places),
        int(np.ceil(sweep.min_minutes)),
        sweep.timezone,
        sweep.infectiousness,
        sweep.direction == "backward",
        sweep.tell,
    )


def spots_of(sweep: Sweep, places: Alignment) -> Ints:
    """Return what a sweep says of places (SPOT): the default first, then those it names, in order of their codes."""
    named = sorted({*sweep.linger_minutes, *sweep.venue_factor, *sweep.seat_rows} - {""})
    codes = places.codes(named)
    known = np.flatnonzero(codes >= 0)
    ids = ["", *(named[at] for at in known[np.argsort(codes[known])])]
    return rows(
        SPOT,
        len(ids),
        place=[UNKNOWN, *np.sort(codes[known])],
        linger=[int(_figure(sweep.linger_minutes, place, 0.0)) for place in ids],
        factor=[_figure(sweep.venue_factor, place, 1.0) for place in ids],
        seat_rows=[int(_figure(sweep.seat_rows, place, -1)) for place in ids],
    )


def precisions(ranks: Ints) -> pl.Series:
    """Return the words for ranks of precision, 0 the sharpest."""
    return pl.Series(tables.PRECISIONS, dtype=pl.String()).gather(ranks)


def _figure(given: Mapping[str, float], place: str, otherwise: float) -> float:
    return given.get(place, given.get("", otherwise))
