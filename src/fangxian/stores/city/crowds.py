"""Who else was at the published places that keep a list of visitors."""

import numpy as np
import polars as pl

from fangxian.engines.city import Stays, Window, attend, join
from fangxian.engines.city.attendance import ATTENDANCE
from fangxian.stores.city.days import CityDays
from fangxian.stores.city.lines import Line
from fangxian.stores.city.register import CROWDS, stream
from fangxian.stores.outbreaks import OutbreakPack


def crowds_of(outbreak: OutbreakPack, days: CityDays, place_ids: pl.Series, lines: list[Line]) -> Stays:
    """Return the synthetic people at the published places that keep a list of visitors.

    At a place without one (a street, a boat, a taxi) nobody is on record: they are *not found*.
    Cases are left out (their stays are published), and nobody is at two of the places on one day.
    """
    first = days.ground.first_person
    cases = np.array([line.code for line in lines if line.code is not None], dtype=np.int64)
    parts = []
    for number, (window, parent) in enumerate(_windows(outbreak, days, place_ids)):
        districts = days.ground.span_of(parent)
        people = (int(first[districts[0]]), int(first[districts[1]]))
        parts.append(attend(window, people, stream(days.rules.seed, CROWDS, number)))
    crowds = join(parts)
    crowds = crowds.take(~np.isin(crowds.person, cases))
    _, once = np.unique(days.days_of(crowds), return_index=True)
    return crowds.take(np.sort(once))


def _windows(outbreak: OutbreakPack, days: CityDays, place_ids: pl.Series) -> list[tuple[Window, str]]:
    """Return every published window with a list and inside the days of the city, with its place's parent."""
    rows = outbreak.exposure_places.filter(
        pl.col("parent_id").is_not_null() & pl.col("has_list") & pl.col("venue_kind").is_in(list(ATTENDANCE))
    ).unique(["place_id", "from_at", "to_at"], maintain_order=True)
    published = set(rows["place_id"])
    code_of = {place: code for code, place in enumerate(place_ids) if place in published}
    found = []
    for row in rows.iter_rows(named=True):
        begin, end = (int(row[name].timestamp()) // 60 for name in ("from_at", "to_at"))
        midnights = tuple(int(at) for at in days.calendar.midnights if begin - 1440 < at < end)
        window = Window(code_of[row["place_id"]], row["venue_kind"], begin, end, midnights)
        found.append((window, row["parent_id"]))
    return found
