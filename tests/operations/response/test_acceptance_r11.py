"""Act R11 of the report: one person without symptoms had been in a street, a restaurant and a tea shop of 七里桥.

The plan starts, the residents there are due for testing the same day, and every community keeps watch round the clock.
"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from fangxian.engines import tables
from fangxian.operations.burdens import burdens_of_proposals
from fangxian.operations.cases.reports import StayGiven
from fangxian.operations.orders.queries import list_tasks_at
from fangxian.operations.places.reach import Reach
from fangxian.operations.situation import build_situation

ZONE = ZoneInfo("Asia/Shanghai")
STREET = "430702014"
COMMUNITIES = {"430702014001": "柳叶湖社区", "430702014003": "七里桥社区", "430702014005": "靳家湾社区"}
VENUES = {
    "v-hejie": ("河街", "street"),
    "v-xingcun": ("兴村餐馆", "restaurant"),
    "v-fengyin": ("风吟仟茶奶茶店", "shop"),
}

WANTED = {"Test the area the same day", "Duty round the clock"}


@pytest.fixture
def clock():
    """29 July 2021, ten in the morning in Changde."""
    from fangxian.operations.clock import FixedClock

    return FixedClock(datetime(2021, 7, 29, 10, tzinfo=ZONE).astimezone(UTC))


@pytest.fixture
def tree_frame(tree_frame) -> pl.DataFrame:
    """The tiny tree, and of Changde one street with three communities (invented people) and three venues."""
    rows = [
        ("4307", "常德市", "city", "43", None),
        ("430702", "武陵区", "district", "4307", None),
        (STREET, "七里桥街道", "street", "430702", None),
        *((code, name, "community", STREET, 4_000) for code, name in COMMUNITIES.items()),
        ("430702014999", "别处社区", "community", "430702", 4_000),
    ]
    places = [
        dict(zip(("place_id", "name", "level", "parent_id", "population"), row, strict=True)) for row in rows
    ]
    venues = [
        {
            "place_id": key,
            "name": name,
            "level": "venue",
            "parent_id": "430702014003",
            "venue_kind": kind,
            "has_list": False,
        }
        for key, (name, kind) in VENUES.items()
    ]
    return pl.concat([tree_frame, tables.PLACES.rows(places + venues)])


@pytest.fixture
def reported(desk, keep):
    """The case, known since this morning, who lives in another district and spent yesterday in 七里桥."""

    def begin() -> None:
        yesterday = datetime(2021, 7, 28, 17, tzinfo=ZONE)
        stays = [
            StayGiven(yesterday + timedelta(hours=at), yesterday + timedelta(hours=at + 1), place_id=venue)
            for at, venue in enumerate(VENUES)
        ]
        desk.report("one", home="430105001004", kind="asymptomatic", stays=stays)

    keep(begin)
    return desk


def local_day(at: datetime) -> str:
    return (at.astimezone(ZONE) - timedelta(microseconds=1)).date().isoformat()


def test_the_plan_starts_and_proposes_testing_duty_and_a_notice(reported) -> None:
    reported.respond()
    waiting = {row.what: row for row in reported.waiting("measure")}
    assert {"testing-of-area", "duty-24h", "publish-places-and-times"} <= set(waiting)
    testing = waiting["testing-of-area"]
    assert testing.people == 12_000
    assert local_day(testing.due_at) == "2021-07-29"


def test_before_signing_it_is_shown_what_testing_the_street_takes(reported) -> None:
    reported.respond()
    row = reported.waiting("measure", "testing-of-area")[0]
    found = burdens_of_proposals(reported.cast.commander.reach, "tiny", [[row.id]], reported.clock.now())[0]
    assert (found.people, found.restricted) == (12_000, 0)
    assert {line.what: line.amount for line in found.costs}["samples"] == 12_000


def test_the_residents_are_due_for_testing_the_same_local_day(reported) -> None:
    from fangxian.engines.response import respond
    from fangxian.stores.packs import read_plan

    built = build_situation(Reach(frozenset({"43"})), "tiny", reported.clock.now())
    due = respond(built.situation, read_plan(built.outbreak.plan)).testing.filter(rule="testing-of-area")
    assert due.group_by("place_id").agg(pl.col("people").sum()).sort("place_id").rows() == [
        (code, 4_000) for code in sorted(COMMUNITIES)
    ]
    assert {local_day(at) for at in due["due_at"]} == {"2021-07-29"}


def test_once_signed_every_community_of_the_street_has_its_tasks_for_the_same_day(reported) -> None:
    reported.respond()
    reported.sign_all()
    everywhere, now = Reach(frozenset({"43"})), reported.clock.now()
    for community in COMMUNITIES:
        found = list_tasks_at(everywhere, community, "command_office", now)
        tasks = {task.title.en: task for task in found if task.title.en in WANTED}
        assert set(tasks) == WANTED
        assert {local_day(task.due_at) for task in tasks.values()} == {"2021-07-29"}
        assert all(task.instruction.zh for task in tasks.values())
    elsewhere = list_tasks_at(everywhere, "430702014999", "command_office", now)
    assert not WANTED & {task.title.en for task in elsewhere}
