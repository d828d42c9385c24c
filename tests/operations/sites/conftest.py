"""Sampling sites on the tiny tree: "north" in 桐荫里 (Furong), "south" in 福城 (Kaifu, another district)."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from tests.operations.rounds.conftest import FUCHENG, TONGYINLI
from tests.operations.rounds.conftest import rounds as rounds  # noqa: PLC0414

OUTBREAK = "tiny"


def site(key: str = "north", place: str = TONGYINLI, **more):
    """A site as it is to open: two desks, 300 people an hour."""
    from fangxian.operations.sites.rows import SiteGiven

    told = {"lat": 28.19, "lon": 113.0, "desks": 2, "name": "北广场", "name_en": "North square"}
    return SiteGiven(key, place, **(told | more))


@dataclass
class Sites:
    """What a test does, in the words of the work."""

    cast: object
    clock: object

    def wait(self, hours: float) -> None:
        self.clock.advance(timedelta(hours=hours))

    def open(self, *given, actor=None, **more):
        from fangxian.operations.sites.services import open_sites

        return open_sites(
            actor or self.cast.commander,
            self.clock,
            outbreak_id=OUTBREAK,
            sites=given or (site(), site("south", FUCHENG)),
            **more,
        )

    def close(self, key: str = "north", actor=None):
        from fangxian.operations.sites.services import close_site

        return close_site(actor or self.cast.commander, self.clock, outbreak_id=OUTBREAK, site_id=key)

    def seen_by(self, actor=None, known_at=None) -> list[str]:
        from fangxian.operations.sites.queries import list_sites

        return [row.id for row in list_sites((actor or self.cast.commander).reach, OUTBREAK, known_at)]

    def get(self, key: str = "north", actor=None):
        from fangxian.operations.sites.queries import get_site

        return get_site((actor or self.cast.commander).reach, OUTBREAK, key)


@pytest.fixture
def sites(cast, clock, rounds) -> Sites:
    """An outbreak is open, no site is."""
    return Sites(cast, clock)
