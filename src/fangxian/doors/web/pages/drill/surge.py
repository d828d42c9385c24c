"""The surge on the page: what the sliders ask, and the answer."""

from dataclasses import dataclass, replace
from math import isfinite
from typing import Any

from django.http import QueryDict

from fangxian.doors.web.given import read_number
from fangxian.engines.problems import Text
from fangxian.engines.testing.surge import SHORT_WORDS, Surge, surge

USUAL = Surge(
    12_000_000, hours=12, sites=6_000, desks=4, crews=24_000, crew_rate=45, tubes=600_000, tubes_an_hour=50_000,
    laboratory_tubes=900_000,
)  # fmt: skip
"""A large city in one night."""


@dataclass(frozen=True)
class Slider:
    """One figure: what it is called, between what it lies, and how it is now."""

    name: str
    title: Text
    least: int
    most: int
    step: int
    value: int = 0


SLIDERS = (
    Slider("people", Text("要采样的人", "people to be sampled"), 100_000, 20_000_000, 100_000),
    Slider("hours", Text("几小时内采完", "hours to sample them"), 2, 48, 1),
    Slider("crews", Text("采样组", "sampling crews"), 100, 60_000, 100),
    Slider("crew_rate", Text("每组每小时采样", "samples a crew takes in an hour"), 5, 120, 5),
    Slider("sites", Text("采样点", "sampling sites"), 50, 20_000, 50),
    Slider("pool", Text("几人一管", "people who share a tube"), 1, 20, 1),
    Slider("tubes", Text("备用采样管", "tubes in stock"), 0, 3_000_000, 10_000),
    Slider("tubes_an_hour", Text("每小时到货管数", "tubes that come in each hour"), 0, 200_000, 1_000),
    Slider("laboratory_tubes", Text("实验室每日管数", "laboratory tubes a day"), 10_000, 3_000_000, 10_000),
    Slider("result_hours", Text("开采到最后结果（小时）", "hours to the last result"), 6, 96, 1),
)


@dataclass(frozen=True)
class Short:
    """What is short, in words; `need` None where no number is enough."""

    title: Text
    have: int
    need: int | None


def ask(form: QueryDict) -> dict[str, Any]:
    """Return the sliders as they stand and the answer, for the page. Raises `form-unclear`."""
    given = {
        one.name: _read(form, one) if one.name in form else round(getattr(USUAL, one.name)) for one in SLIDERS
    }
    wish = replace(USUAL, **given)
    night = surge(wish)
    shorts = [
        Short(SHORT_WORDS[one.what], round(one.have), round(one.need) if isfinite(one.need) else None)
        for one in night.shortages
    ]
    return {
        "sliders": [replace(one, value=given[one.name]) for one in SLIDERS],
        "wish": wish,
        "night": night,
        "shorts": shorts,
        "sampled": round(night.sampled_in_time),
        "resulted": round(night.resulted_in_time),
        "by_hour": night.hours.head(48).to_dicts(),
        "share": min(night.sampled_in_time / wish.people, 1.0),
    }


def _read(form: QueryDict, one: Slider) -> int:
    """Return what a slider says, within its ends: whoever writes an address by hand gets no night of a million hours."""
    return min(max(read_number(form, one.name, one.title), one.least), one.most)
