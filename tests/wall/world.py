"""Builds the world the wall is walked in: four areas full of canaries, everybody of the cast, tokens to ask with."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock

from django.test import override_settings

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.queries import get_actor, get_system_actor, get_user
from fangxian.operations.accounts.services import appoint_cast
from fangxian.operations.cases.reports import NewOutbreak
from fangxian.operations.cases.services import open_outbreak
from fangxian.operations.clock import FixedClock
from fangxian.operations.journal.services import seal
from fangxian.operations.places.services import load_places
from fangxian.operations.respond import respond_now
from fangxian.operations.tokens.services import create_token
from tests.wall.canaries import Canaries
from tests.wall.ground import AREAS, CITIES, POSTS, Area, draw_ground
from tests.wall.planting import (
    PLAN,
    Planted,
    Planter,
    open_local,
    report,
    respond_and_sign,
    seat_guests,
)
from tests.wall.planting_command import PARTS

NOON = datetime(2021, 7, 31, 4, tzinfo=UTC)
COMMON, ABROAD = "common", "abroad"


@dataclass(frozen=True)
class Reader:
    """Somebody who asks: signed in with a session and with a token."""

    handle: str
    actor: Actor
    token: str
    outbreak_id: str

    @property
    def areas(self) -> frozenset[str]:
        """The areas and cities their office answers for."""
        served = self.actor.reach.places
        own = {area.name for area in (*AREAS, *CITIES) if area.is_seen_from(served)}
        below = {f"{city.name}-all" for city in CITIES if city.holds(served)}
        return frozenset(own | below)


@dataclass
class World:
    """Everything there is to ask for."""

    canaries: Canaries
    planted: dict[str, Planted]
    readers: dict[str, Reader]

    def others(self, reader: Reader) -> list[Area]:
        """Return the areas somebody must not see into."""
        return [area for area in AREAS if area.name not in reader.areas]


@contextmanager
def standing_still(home: Path) -> Iterator[FixedClock]:
    """Put the world into a home of its own, where it is noon for as long as it takes."""
    clock = FixedClock(NOON)
    with (
        override_settings(FANGXIAN_HOME=home),
        mock.patch.dict("os.environ", {"FANGXIAN_HOME": str(home)}),
        mock.patch(
            "fangxian.operations.clock.SystemClock.now", autospec=True, side_effect=lambda _: clock.now()
        ),
        # Simulated outbreaks hold nobody, cost seconds each, and come out different each time.
        mock.patch("fangxian.doors.web.pages.rules.views.simulate_next"),
    ):
        yield clock


def build_world(clock: FixedClock) -> World:
    """Return the world, planted."""
    system, canaries = get_system_actor("wall"), Canaries()
    load_places(system, clock, draw_ground(), source="wall")
    appoint_cast(get_system_actor("wall"), clock, POSTS)
    planters = [_planter(area, canaries, clock) for area in AREAS]
    for key, root, opener in ((COMMON, "43", planters[0]), (ABROAD, "44", planters[-1])):
        new = NewOutbreak(key, "大疫情", "The outbreak", *PLAN, root, "Asia/Shanghai")
        open_outbreak(opener.signers[0], clock, outbreak=new)
    for group, city in ((planters[:-1], CITIES[0]), (planters[-1:], CITIES[1])):
        _plant(group, city, clock)
    seal()
    return World(canaries, {p.area.name: p.planted for p in planters}, _readers(clock))


def _plant(planters: list[Planter], city: Area, clock: FixedClock) -> None:
    seat_guests(planters)
    for planter in planters:
        open_local(planter)
        report(planter, 1)
    clock.advance(timedelta(minutes=1))
    respond_and_sign(planters, city)
    clock.advance(timedelta(minutes=1))
    for planter in planters:
        for part in PARTS:
            part(planter)
    _leave_waiting(planters, clock)


def _leave_waiting(planters: list[Planter], clock: FixedClock) -> None:
    """A second case each, answered and not signed: proposals wait in every city."""
    clock.advance(timedelta(minutes=1))
    for planter in planters:
        report(planter, 2)
    first = planters[0]
    respond_now(first.signers[0], clock, outbreak_id=first.outbreak_id)


def _planter(area: Area, canaries: Canaries, clock: FixedClock) -> Planter:
    before = "abroad-" if area.province_id == "44" else ""
    names = [before + name for name in (("cdc" if before else "city-cdc"), "commander", "inspector")]
    second, first, inspector = (_play(name, clock) for name in names)
    worker = _play(f"worker-{area.name}", clock)
    outbreak = ABROAD if area.province_id == "44" else COMMON
    return Planter(area, canaries, clock, worker, (first, second), inspector, outbreak)


def _play(handle: str, clock: FixedClock) -> Actor:
    return get_actor(get_user(handle).user_id, clock.now())


def _readers(clock: FixedClock) -> dict[str, Reader]:
    system, week = get_system_actor("wall"), timedelta(days=7)
    readers = {}
    for post in POSTS:
        actor = _play(post.handle, clock)
        token = create_token(system, clock, handle=post.handle, purpose="wall", valid_for=week)
        outbreak = ABROAD if post.place_id.startswith("44") else COMMON
        readers[post.handle] = Reader(post.handle, actor, token, outbreak)
    return readers
