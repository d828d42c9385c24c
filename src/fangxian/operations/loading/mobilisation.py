"""The mobilisation of an outbreak replayed: cases, official areas and orders up to an hour, and the drill's clock with them."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from fangxian.engines.tables import levels_of
from fangxian.operations.accounts.queries import find_world, get_system_actor, get_world_clock
from fangxian.operations.accounts.services import open_world
from fangxian.operations.clock import FixedClock, SystemClock, count_wall_ms
from fangxian.operations.loading import load_outbreak
from fangxian.operations.loading.orders import OrderReplayed, replay_orders
from fangxian.operations.loading.steps import Progress
from fangxian.operations.orders.queries import count_by_place
from fangxian.stores.city import City


@dataclass(frozen=True)
class Mobilised:
    """What a replay did. `communities`: the places of the lowest level that have an order, of `all_communities`."""

    orders: tuple[OrderReplayed, ...]
    dispatches: int
    communities: int
    all_communities: int
    seconds: float


def mobilise_as_recorded(city: City, until: datetime | None, progress: Progress | None = None) -> Mobilised:
    """Bring the outbreak to the local hour `until` (None: the pack's demonstration) and give its orders.

    An hour earlier than the world's clock leaves the clock where it is: what is known is not forgotten.
    """
    tell = progress or (lambda step, done, total: None)
    pack = city.outbreak
    local = pack.demo_as_of if until is None else until.replace(tzinfo=ZoneInfo(pack.timezone))
    hour = local.astimezone(UTC)
    load_outbreak(replace(city, outbreak=replace(pack, demo_as_of=hour)), tell)
    _set_clock(hour)
    actor, began = get_system_actor("mobilise"), count_wall_ms()
    orders = tuple(replay_orders(pack, actor, hour, tell))
    seconds = (count_wall_ms() - began) / 1000
    reached = count_by_place(actor.reach, pack.id, hour)
    lowest = _lowest(city)
    return Mobilised(
        orders, sum(order.offices for order in orders), len(lowest & reached.keys()), len(lowest), seconds
    )


def _set_clock(hour: datetime) -> None:
    world = find_world()
    if world is not None and world.kind == "drill" and hour > get_world_clock().now():
        offset = hour - SystemClock().now()
        actor = get_system_actor("mobilise")
        open_world(actor, FixedClock(hour), name=world.name, kind=world.kind, clock_offset=offset)


def _lowest(city: City) -> set[str]:
    tree = city.place_pack.tree
    level = levels_of(tree)[-1]
    return set(tree.filter(tree["level"] == level)["place_id"])
