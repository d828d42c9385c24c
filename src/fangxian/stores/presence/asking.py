"""Between frames and numbers: a sweep as a question in codes, and what was found as links."""

from collections.abc import Mapping

import numpy as np
import polars as pl

from fangxian.engines import tables
from fangxian.engines.tracing import links
from fangxian.engines.tracing.source import Sweep
from fangxian.stores.presence.alignment import Alignment
from fangxian.stores.presence.records import NO_ANCHOR, SOURCE, SPOT, UNKNOWN, rows
from fangxian.stores.presence.segment import instants, minutes
from fangxian.stores.presence.sweeping import Question, Sweeper
from fangxian.stores.presence.words import Ints

_ROOT = ("case_id", "via_person_id")


def links_by(sweeper: Sweeper, sweep: Sweep) -> pl.DataFrame:
    """Answer a sweep by the compiled loops (`links.LINK_COLUMNS`)."""
    windows = sweep.windows.sort(_ROOT)
    found = sweeper.meet(question_of(sweeper, sweep, windows))
    roots = windows.select(_ROOT).unique(maintain_order=True)[found["group"]]
    named = {
        "person_id": sweeper.persons.names(found["person"]),
        "via_person_id": roots["via_person_id"],
        "place_id": sweeper.places.names(found["place"]),
        "case_id": roots["case_id"],
        "first_exposed_at": instants(found["first"].astype(np.int64)),
        "last_exposed_at": instants(found["last"].astype(np.int64)),
        "minutes": found["minutes"].astype(np.float64),
        "score": np.ascontiguousarray(found["score"]),
        "precision": precisions(found["precision"]),
    }
    return pl.DataFrame(named).with_columns(kind=pl.lit("presence")).select(links.LINK_COLUMNS)


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
