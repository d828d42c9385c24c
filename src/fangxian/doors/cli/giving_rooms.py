"""The work of `fangxian quarantine place`."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from fangxian.doors.cli.balances import tell_balance
from fangxian.doors.cli.steps import Steps
from fangxian.doors.cli.terminal import say
from fangxian.engines.problems import Text
from fangxian.engines.quarantine import Placement, PlacingRule, lay_out, place_people
from fangxian.engines.quarantine.placing import get_solver
from fangxian.stores.gathering.rooms import hold_some, read_floors, read_rooms_given, read_to_place
from fangxian.stores.inputs import Imported
from fangxian.stores.outputs.rooms import check_rooms_file, without_file, write_rooms


@dataclass(frozen=True)
class Wish:
    """The command line as given; what was left out is None."""

    people: Path
    sites: Path
    out: Path
    keep: Path | None
    room_people: int
    group_share: float
    all_share: float
    solver: str


def run(wish: Wish) -> None:
    """Read, place, write, and say what came of it.

    Raises:
        Problem: a file that cannot be read or holds nobody, an unknown solver, a file that is neither CSV nor Parquet.
    """
    get_solver(wish.solver)
    check_rooms_file(wish.out)
    steps = Steps()
    with steps.running():
        steps(Text("读取文件", "reading the files"))
        people = _told(steps, wish.people, read_to_place(wish.people))
        floors = _told(steps, wish.sites, read_floors(wish.sites))
        hold_some(wish.people, people, Text("人员", "people"))
        kept = _told(steps, wish.keep, read_rooms_given(wish.keep)).frame if wish.keep else None
        steps(Text("安排房间", "giving rooms"))
        rule = PlacingRule(wish.room_people, wish.group_share, wish.all_share)
        placed = place_people(lay_out(people.frame, floors.frame, rule, kept), wish.solver)
        write_rooms(wish.out, placed.rooms_given)
        write_rooms(without_file(wish.out), placed.without_room)
    _tell(placed)
    say(f"{wish.out}, {without_file(wish.out)}")


def _told(steps: Steps, path: Path, given: Imported) -> Imported:
    tell_balance(steps.say, path, given)
    return given


def _tell(placed: Placement) -> None:
    given, left = placed.rooms_given, placed.without_room
    rooms = given.unique(["site_id", "floor", "room"]).height
    say(
        f"people · 人数: {given.height + left.height:,} = {given.height:,} with a room · 有房间 "
        f"+ {left.height:,} without · 无房间"
    )
    say(
        f"rooms · 房间: {rooms:,} of {placed.instance.floors['rooms'].sum():,} in {len(placed.instance.sites):,} sites · 处"
    )
    mean = given["distance_m"].sum() / max(given.height, 1)
    say(f"distance · 距离: mean · 人均 {mean:,.0f} m")
    say(f"beyond dispersal · 超出分散上限: {placed.over:,} rooms · 间; mixed groups · 混组: {placed.mixed:,}")
    gap = f"{placed.gap:.2%}" if placed.gap != float("inf") else "-"
    how = placed.choice.how
    say(f"cost · 代价: {placed.objective:,} m, bound · 下界: {placed.choice.bound:,} m ({how.en} · {how.zh})")
    say(f"gap · 差距: {gap}")
    for (zh, en), people in sorted(Counter(left.select("why_zh", "why_en").iter_rows()).items()):
        say(f"short · 不足: {people:,} people · 人: {en} · {zh}")
