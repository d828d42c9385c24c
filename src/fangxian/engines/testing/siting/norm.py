"""The number of sites beside the norm of 2021 and beside what Wuling did."""

from dataclasses import dataclass
from math import ceil

NORM = (2_000, 3_000)
"""People a site: the national guide to testing everybody, in force from 9 February to 12 September 2021."""
WULING_PEOPLE, WULING_SITES = 730_970, 44
"""Wuling district of Changde, July 2021: residents (census of 2020) and sites of the report (R24)."""


@dataclass(frozen=True)
class Beside:
    """So many people at so many sites, and what the norm asks for them."""

    people: int
    sites: int

    @property
    def people_a_site(self) -> int | None:
        """People a site, rounded; None without a site."""
        return round(self.people / self.sites) if self.sites else None

    @property
    def norm(self) -> tuple[int, int]:
        """The fewest and the most sites the norm asks for.

        >>> Beside(WULING_PEOPLE, WULING_SITES).people_a_site, Beside(WULING_PEOPLE, WULING_SITES).norm
        (16613, (244, 366))
        """
        fewer, more = NORM
        return ceil(self.people / more), ceil(self.people / fewer)


WULING = Beside(WULING_PEOPLE, WULING_SITES)
