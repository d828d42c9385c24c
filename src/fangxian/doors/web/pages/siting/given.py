"""Reads what is asked of the what-if map: the place, the sliders, the figures of the answer before."""

from typing import NamedTuple

from django.http import QueryDict

from fangxian.doors.web.given import read_optional_number
from fangxian.engines.problems import Text
from fangxian.operations.siting.rows import SitingWish, WhatIf

_CALLED = {
    "capacity": Text("每点每日人数", "people a site and day"),
    "walk_m": Text("最远步行", "the longest walk"),
    "door_percent": Text("上门比例", "the share visited at home"),
}


class Former(NamedTuple):
    """The figures of an answer that the next one is held against."""

    sites: int
    mean_walk_m: int
    unserved: int


def read_wish(form: QueryDict, place_id: str) -> SitingWish:
    """Return what is asked; what was left out is as usual. Raises `form-unclear`."""
    usual = SitingWish(place_id)
    said = {name: read_optional_number(form, name, called) for name, called in _CALLED.items()}
    numbers = {name: getattr(usual, name) if one is None else one for name, one in said.items()}
    return SitingWish(place_id, keep_open=form.get("keep_open") == "on", **numbers)


def figures_of(tried: WhatIf) -> Former:
    """Return the figures the next answer is held against."""
    return Former(tried.site_count, round(tried.mean_walk_m), tried.unserved)


def write_former(figures: Former) -> str:
    """Return figures as a form carries them.

    >>> write_former(Former(44, 512, 0))
    '44 512 0'
    """
    return " ".join(map(str, figures))


def read_former(form: QueryDict) -> Former | None:
    """Return the figures of the answer before; None for the first one, or for something else."""
    parts = form.get("former", "").split()
    if len(parts) != len(Former._fields) or not all(one.isdecimal() and len(one) < 12 for one in parts):
        return None
    return Former(*map(int, parts))
