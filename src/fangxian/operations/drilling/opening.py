"""Opens a drill in an empty world of its own: places, those who act, the outbreak, the hour."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import polars as pl
from django.conf import settings

from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.cast import Post
from fangxian.operations.accounts.queries import find_world, get_actor, get_system_actor, get_user
from fangxian.operations.accounts.services import appoint_cast, open_world
from fangxian.operations.cases.reports import NewOutbreak
from fangxian.operations.cases.services import open_outbreak
from fangxian.operations.clock import FixedClock, SystemClock
from fangxian.operations.drilling.stage import OUTBREAK, Stage
from fangxian.operations.drills.problems import NOT_A_DRILL_HOME
from fangxian.operations.drills.services import begin
from fangxian.operations.places.queries import roots
from fangxian.operations.places.services import load_places

WORLD = "drill"
_BEFORE = -1.0
"""The day on which the ground is laid: before anybody is infected."""


@dataclass(frozen=True)
class Opened:
    """A drill on record. `system` lets the outbreak happen and does the offices' work; two of the cast sign."""

    drill_id: UUID
    system: Actor
    signers: tuple[Actor, Actor]
    clock: FixedClock


def open_drill(stage: Stage) -> Opened:
    """Lay the ground, appoint the cast, open the outbreak and put the drill on record.

    Raises:
        Problem: `not-a-drill-home` where there is a world already.
    """
    world = find_world()
    if world is not None or roots():
        raise NOT_A_DRILL_HOME(home=settings.FANGXIAN_HOME, world=world.name if world else "?")
    clock = FixedClock(stage.instant(_BEFORE))
    load_places(get_system_actor("drill"), clock, stage.places, source=OUTBREAK)
    system = get_system_actor("drill")
    move_world(system, clock)
    appoint_cast(system, clock, _cast(stage.places))
    open_outbreak(system, clock, outbreak=_outbreak(stage))
    drill_id = begin(system, clock, outbreak_id=OUTBREAK, place_id=stage.root, wish=stage.wish)
    commander, cdc = (
        get_actor(get_user(handle).user_id, clock.now()) for handle in ("commander", "city-cdc")
    )
    return Opened(drill_id, system, (commander, cdc), clock)


def move_world(actor: Actor, clock: FixedClock) -> None:
    """Let it be the drill's hour for everybody who opens a page of its world."""
    offset: timedelta = clock.now() - SystemClock().now()
    open_world(actor, clock, name=WORLD, kind="drill", clock_offset=offset)


def _outbreak(stage: Stage) -> NewOutbreak:
    place = stage.places.row(0, named=True)
    name_en = place["name_en"] or place["name"]
    return NewOutbreak(
        id=OUTBREAK, title_zh=f"演练 {place['name']}", title_en=f"DRILL {name_en}", disease=stage.plan.disease,
        plan=stage.plan.id, plan_version=stage.plan.version, place_id=stage.root, timezone=stage.calendar.timezone,
    )  # fmt: skip


def _cast(places: pl.DataFrame) -> tuple[Post, ...]:
    """Those who sign for the city, and one of each role further down, so that people can take part on screen."""
    root = str(places["place_id"][0])
    inner = _first_below(places, root) or root
    lowest = inner
    while below := _first_below(places, lowest):
        lowest = below
    return (
        Post("commander", "commander", root, "command_office", Text("总指挥", "Commander")),
        Post("city-cdc", "city-cdc", root, "cdc", Text("市疾控中心", "City CDC")),
        Post("auditor", "auditor", root, "discipline", Text("纪检监察员", "Auditor")),
        Post("district-commander", "district-commander", inner, "command_office", Text("区指挥长", "District commander")),
        Post("district-cdc", "district-cdc", inner, "cdc", Text("区疾控中心", "District CDC")),
        Post("community-worker", "community-worker", lowest, "command_office", Text("社区工作者", "Community worker")),
    )  # fmt: skip


def _first_below(places: pl.DataFrame, place_id: str) -> str | None:
    return next(iter(places.filter(parent_id=place_id)["place_id"].sort()), None)
