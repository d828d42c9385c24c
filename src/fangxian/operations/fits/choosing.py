"""Which outbreak one may run futures of, and in which city."""

import polars as pl

from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.fits.problems import NO_CASE, NO_CITY
from fangxian.operations.places.queries import subtree
from fangxian.operations.places.reach import Reach
from fangxian.operations.rehearsals.queries import list_cities


def outbreak_of(reach: Reach, outbreak_id: str) -> OutbreakRow:
    """Return the outbreak, where the reader sees the whole of it: futures begin with all its cases. Raises `not-found`."""
    outbreak = get_outbreak(reach, outbreak_id)
    reach.require(outbreak.place_id)
    return outbreak


def choose_city(reach: Reach, cases: pl.DataFrame) -> str:
    """Return the place whose city is run for these cases: the smallest of a pack with most of them, but no district.

    Raises:
        Problem: `outbreak-without-case`, `outbreak-without-city`.
    """
    if cases.is_empty():
        raise NO_CASE()
    homes = cases["residence_place_id"].to_list()
    inside = {city.place_id: set(subtree(city.place_id)) for city in list_cities(reach)}
    if not inside:
        raise NO_CITY()
    tops = [place for place in inside if _holds_another(place, inside)] or list(inside)
    return max(
        tops, key=lambda place: (sum(home in inside[place] for home in homes), -len(inside[place]), place)
    )


def _holds_another(place: str, inside: dict[str, set[str]]) -> bool:
    return any(other != place and other in inside[place] for other in inside)
