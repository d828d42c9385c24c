"""Tiny cities: drawn by hypothesis for the quick engines, and a fixed set of them for every engine."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np
import polars as pl
from hypothesis import strategies as st

from fangxian.engines import tables
from fangxian.engines.tracing.stays import settle

SHANGHAI = "Asia/Shanghai"
START = datetime(2021, 7, 26, 16, tzinfo=UTC)
AS_OF = START + timedelta(days=6)
PEOPLE = ("ann", "bo", "cem", "dora", "eve", "王小明", "p-5")
PLACES = ("cafe", "park", "茶馆", "train")
CASES = ("ann", "王小明")

_WORDS = (None, None, "A", "B")
_SEATS = (None, None, "3排5座", "9排5座", "8车3A", "8车9F", "box")
_LENGTHS = (None, 0, 4, 30, 95, 1500, 40_000)
_PRECISIONS = (None, None, "exact", "window", "day")
_SOURCES = (None, "interview", "guest list")


@dataclass(frozen=True)
class City:
    """Presences and a line list."""

    presences: pl.DataFrame
    cases: pl.DataFrame


_stays = st.fixed_dictionaries(
    {
        "person_id": st.sampled_from(PEOPLE),
        "place_id": st.sampled_from(PLACES),
        "arrive_at": st.integers(0, 4 * 1440).map(
            lambda minute: START + timedelta(minutes=minute, seconds=17)
        ),
        "length": st.sampled_from(_LENGTHS) | st.integers(1, 3000),
        "session": st.sampled_from(_WORDS),
        "zone": st.sampled_from(_WORDS),
        "seat": st.sampled_from(_SEATS),
        "precision": st.sampled_from(_PRECISIONS),
        "source": st.sampled_from(_SOURCES),
    }
)
_days = st.integers(0, 4).map(lambda number: date(2021, 7, 27) + timedelta(days=number))
_moments = st.integers(0, 6 * 1440).map(lambda minute: START + timedelta(minutes=minute))
_patients = st.fixed_dictionaries(
    {
        "reported_on": _days,
        "onset_on": st.none() | _days,
        "sampled_at": st.none() | _moments,
        "isolated_at": st.none() | _moments,
    }
)


def fixed_cities() -> list[City]:
    """Return cities that are busy enough for every clause to bite; the same ones every time."""
    return [_fixed_city(seed) for seed in range(3)]


def moved(city: City, by: timedelta) -> City:
    """Return the same presences at another time of the year."""
    return City(city.presences.with_columns(pl.col("arrive_at", "leave_at") + by), city.cases)


def _fixed_city(seed: int) -> City:
    rng = np.random.default_rng(seed)
    stays = [
        {
            "person_id": str(rng.choice(PEOPLE)),
            "place_id": str(rng.choice(PLACES)),
            "arrive_at": START + timedelta(minutes=int(rng.integers(4 * 1440)), seconds=17),
            "length": rng.choice(np.array([*_LENGTHS, 600, 900, 240], object)),
            "session": rng.choice(np.array(_WORDS, object)),
            "zone": rng.choice(np.array(_WORDS, object)),
            "seat": rng.choice(np.array(_SEATS, object)),
            "precision": rng.choice(np.array(_PRECISIONS, object)),
            "source": rng.choice(np.array(_SOURCES, object)),
        }
        for _ in range(150)
    ]
    late = START + timedelta(days=3, hours=seed)
    first = {"reported_on": date(2021, 7, 30), "onset_on": date(2021, 7, 29), "isolated_at": late}
    return _city(stays, [first, {"reported_on": date(2021, 7, 29)}])


def _city(stays: list[dict], patients: list[dict]) -> City:
    """One row per person, place, session, zone and settled arrival: a store keeps no two of them."""
    rows = [{**stay, "leave_at": _end(stay)} for stay in stays]
    presences = tables.PRESENCES.rows([{k: v for k, v in row.items() if k != "length"} for row in rows])
    numbered = settle(presences, SHANGHAI).with_row_index()
    kept = numbered.unique(["person_id", "place_id", "session", "zone", "arrive_at"], keep="first")["index"]
    cases = [
        {"case_id": f"c-{person}", "person_id": person, **_known(patient)}
        for person, patient in zip(CASES, patients, strict=True)
    ]
    return City(presences[kept.sort()], tables.CASES.rows(cases))


def _end(stay: dict) -> datetime | None:
    return None if stay["length"] is None else stay["arrive_at"] + timedelta(minutes=int(stay["length"]))


def _known(patient: dict) -> dict:
    return {name: value for name, value in patient.items() if value is not None}


drawn_cities = st.builds(
    _city,
    st.lists(_stays, min_size=2, max_size=25),
    st.lists(_patients, min_size=len(CASES), max_size=len(CASES)),
)
