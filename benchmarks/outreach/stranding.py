"""754 groups, 11,900 people in Zhangjiajie: registered, sampled, handed to 30 home cities, read. Prints a table."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import numpy as np

from fangxian.site.start import prepare_database, start

GROUPS, PEOPLE, HOMES, SEED = 754, 11_900, 30, 20210729
OUTBREAK, CITY = "measured", "4308"


@dataclass(frozen=True)
class Ground:
    """Who acts, when, and the communities of the city."""

    actor: Any
    clock: Any
    communities: list[str]


def main() -> None:
    """Build it and measure it."""
    start()
    prepare_database()
    ground = _lay_ground()
    groups = _groups(ground)
    steps: dict[str, Callable[[], str]] = {
        "register them, one act": lambda: _register(ground, groups),
        "sample every group": lambda: _sample(ground, groups),
        "hand them over, 30 letters": lambda: _hand_over(ground),
        "read every group and its state": lambda: _read(ground),
        "the same seven hours later, 10 cities silent": lambda: _read_later(ground),
    }
    print(
        "| 754 groups, 11,900 people | seconds, clock / processor | what came of it |\n| --- | ---: | --- |"
    )
    for what, step in steps.items():
        began, busy = time.perf_counter(), time.process_time()
        came = step()
        clock, processor = time.perf_counter() - began, time.process_time() - busy
        print(f"| {what} | {clock:.2f} / {processor:.2f} | {came} |")


def _lay_ground() -> Ground:
    from fangxian.operations.accounts.cast import DEMO_CAST
    from fangxian.operations.accounts.queries import get_actor, get_system_actor, get_user
    from fangxian.operations.accounts.services import appoint_cast, open_world
    from fangxian.operations.cases.reports import NewOutbreak
    from fangxian.operations.cases.services import open_outbreak
    from fangxian.operations.clock import FixedClock
    from fangxian.operations.places.queries import list_level
    from fangxian.operations.places.services import load_places
    from fangxian.stores.places import read_place_pack

    clock, pack = FixedClock(datetime(2021, 7, 29, 10, tzinfo=UTC)), read_place_pack("hunan-4")
    system = get_system_actor("measuring")
    load_places(system, clock, pack.tree, source=pack.id)
    open_world(system, clock, name="measured", kind="drill", clock_offset=clock.now() - datetime.now(UTC))  # noqa: TID251
    appoint_cast(system, clock, DEMO_CAST)
    actor = get_actor(get_user("commander").user_id, clock.now())
    plan = ("sars-cov-2-delta", "cn-covid19-8e-2021", "8", pack.root, pack.timezone)
    open_outbreak(actor, clock, outbreak=NewOutbreak(OUTBREAK, "测量", "Measured", *plan))
    return Ground(actor, clock, [one.place_id for one in list_level(CITY, "community")])


def _groups(ground: Ground) -> list[Any]:
    """Sizes drawn so that they add up; homes by a seed; nobody is real."""
    from fangxian.operations.outreach.services import GroupGiven

    rng = np.random.default_rng(SEED)
    sizes = 1 + rng.multinomial(PEOPLE - GROUPS, rng.dirichlet(np.full(GROUPS, 4.0)))
    assert int(sizes.sum()) == PEOPLE
    homes = [*range(HOMES), *rng.integers(0, HOMES, GROUPS - HOMES).tolist()]
    return [
        GroupGiven(
            id=uuid5(NAMESPACE_URL, f"measured/{at}"),
            place_id=ground.communities[at % len(ground.communities)],
            size=int(size),
            home=f"合成城市{homes[at]:02}",
            leader=f"合成导游{at}",
            phone=f"1380000{at:04}",
            operator=f"合成旅行社{at % 40}",
        )
        for at, size in enumerate(sizes)
    ]


def _register(ground: Ground, groups: list[Any]) -> str:
    from fangxian.operations.outreach.services import register_groups

    done = register_groups(ground.actor, ground.clock, outbreak_id=OUTBREAK, groups=groups)
    return f"{done.added} groups, {done.people:,} people"


def _sample(ground: Ground, groups: list[Any]) -> str:
    from fangxian.operations.outreach.services import record_group_test

    for one in groups:
        test_id = uuid5(one.id, "test")
        given: dict[str, Any] = {"taken_at": ground.clock.now(), "people": one.size, "positives": 0}
        record_group_test(ground.actor, ground.clock, test_id=test_id, group_id=one.id, **given)
    return f"{len(groups)} acts"


def _hand_over(ground: Ground) -> str:
    """Every third city says nothing."""
    from fangxian.operations.handovers.services import acknowledge_outside
    from fangxian.operations.outreach.services import hand_over

    told = [
        hand_over(ground.actor, ground.clock, outbreak_id=OUTBREAK, home=f"合成城市{nth:02}")
        for nth in range(HOMES)
    ]
    for nth, one in enumerate(told):
        if nth % 3:
            acknowledge_outside(ground.clock, code=one.code, who="duty desk")
    return f"{sum(one.groups for one in told)} groups, {sum(one.people for one in told):,} people handed over"


def _read(ground: Ground) -> str:
    from fangxian.operations.outreach.stranded import count_by_home, list_groups

    homes = count_by_home(list_groups(ground.actor.reach, OUTBREAK, ground.clock.now()))
    acknowledged, late = sum(one.acknowledged for one in homes), sum(one.late for one in homes)
    return f"{len(homes)} cities; acknowledged {acknowledged}, late {late}"


def _read_later(ground: Ground) -> str:
    ground.clock.advance(timedelta(hours=7))
    return _read(ground)


if __name__ == "__main__":
    main()
