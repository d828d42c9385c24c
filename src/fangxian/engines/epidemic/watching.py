"""Which orders watched would change what is about to happen, were they late."""

from fangxian.engines.compiled import compiled, whole
from fangxian.engines.epidemic.course import VENUE
from fangxian.engines.epidemic.held import Held, seek
from fangxian.engines.epidemic.limits import ROW
from fangxian.engines.epidemic.surviving import kind_of, left_of
from fangxian.engines.epidemic.touched import NEVER
from fangxian.engines.epidemic.watch import ISOLATION, PLACE, TRACING, touch_passing
from fangxian.engines.epidemic.world import World


@compiled
def watch_attempt(
    world: World, at: float, source: int, person: int, way: int, luck: float, left: float
) -> None:
    """Note each order watched that is done just before a possible infection, and without which it would go otherwise."""
    watch = world.watch
    for k in range(watch.size[0]):
        if watch.kind[k] == TRACING:
            since = _since_held(world, at, source, person, way, k)
            if since >= 0.0:
                touch_passing(watch, k, since)
        elif watch.begins[k] <= at < watch.ends[k]:
            without = _left_without(world, at, source, person, way, k)
            if (luck < left) != (luck < without):
                touch_passing(watch, k, at - watch.begins[k])


@compiled
def _left_without(world: World, at: float, source: int, person: int, way: int, k: int) -> float:
    """Return what would be left of an infection were a watched order late."""
    watch, row = world.watch, world.touched.row
    where, what = watch.where[k], watch.what[k]
    if watch.kind[k] == PLACE:
        begins = world.standing.from_at[where, what]
        world.standing.from_at[where, what] = watch.ends[k]
        left = left_of(world, at, source, person, way)
        world.standing.from_at[where, what] = begins
        return left
    if watch.kind[k] == ISOLATION and world.limits.known[where, ROW] == source:
        isolated = row[source].isolated_at
        row[source].isolated_at = watch.ends[k]
        left = left_of(world, at, source, person, way)
        row[source].isolated_at = isolated
        return left
    return left_of(world, at, source, person, way)


@compiled
def watch_infected(world: World, person: int) -> None:
    """Note each order watched that took somebody into quarantine who is now infected: they are sampled by its clock."""
    watch = world.watch
    for k in range(watch.size[0]):
        if watch.kind[k] == TRACING and _from(world.people_held, person) == _holds_from(world, k):
            watch.touches[k] += 1


@compiled
def _since_held(world: World, at: float, source: int, person: int, way: int, k: int) -> float:
    """Return for how many days an order has held one of two people or their households, or closed a venue, or ceased to.

    -1 where it does not, or has for longer than it may be late.
    """
    begins, late = _holds_from(world, k), world.watch.ends[k] - world.watch.begins[k]
    if way >= VENUE:
        closes = world.standing.venue_from[way - VENUE]
        if (
            closes == world.watch.begins[k] + _closes_after(world, way - VENUE)
            and closes <= at < closes + late
        ):
            return at - closes
    since = _since(at, begins, late)
    since = max(since, _since(at, begins + world.policy.quarantine_days, late))
    since = max(since, _since(at, begins + world.policy.second_days, late))
    return since if since >= 0.0 and _is_held(world, source, person, begins) else -1.0


@compiled
def _since(at: float, begins: float, late: float) -> float:
    return at - begins if begins <= at < begins + late else -1.0


@compiled
def _is_held(world: World, source: int, person: int, begins: float) -> bool:
    other = whole(world.touched.row[source].person)
    homes, household = world.homes_held, world.ground.household
    return (
        _from(world.people_held, person) == begins
        or _from(world.people_held, other) == begins
        or _from(homes, whole(household[person])) == begins
        or _from(homes, whole(household[other])) == begins
    )


@compiled
def _closes_after(world: World, venue: int) -> float:
    kind = kind_of(world, venue, whole(world.ground.venue_community[venue]))
    return world.policy.venue_after[kind] if len(world.policy.venue_after) > 0 else NEVER


@compiled
def _holds_from(world: World, k: int) -> float:
    return world.watch.begins[k] + world.policy.transfer_days


@compiled
def _from(held: Held, key: int) -> float:
    """Return since when somebody is held, or will be; -1 where nobody has them."""
    place = seek(held, key)
    return -1.0 if held.table[place].key == 0 else held.table[place].from_at
