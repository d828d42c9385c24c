"""The 28 areas that were official in July and August 2021, each on the ground it was named by, at its official hours.

Outlines of the polygons and rings are drawn for this test: the lists give names of roads and estates, no coordinates.
"""

from collections import Counter
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import polars as pl
import pytest
import shapely

from fangxian.operations.clock import FixedClock
from fangxian.stores.outbreaks import read_outbreak
from fangxian.stores.places import read_place_pack

LOCAL = ZoneInfo("Asia/Shanghai")
BETWEEN_ROADS = "围合区域"
BUILDINGS = ("栋", "安置房")
ESTATES = ("小区", "嘉园", "翰林府", "华庭")


def _changes() -> list[dict]:
    """The changes in order of time; midnight in the pack is local."""
    rows = read_outbreak("hunan-2021").area_changes.sort("effective_at", maintain_order=True)
    return rows.to_dicts()


def _form(row: dict) -> str:
    """Which kind of ground an official name speaks of."""
    name = row["area"]
    if row["place_id"] is None:
        return "ring"
    if BETWEEN_ROADS in name:
        return "polygon"
    if any(word in name for word in BUILDINGS):
        return "building"
    if row["match"] == "within":
        return "estate"
    return "community" if name.endswith("社区") else "street"


def test_the_record_names_areas_on_six_kinds_of_ground() -> None:
    raised = [row for row in _changes() if row["from_level"] == "low" or row["to_level"] == "high"]
    assert len(raised) == 28
    assert set(Counter(_form(row) for row in raised)) == {
        "ring", "polygon", "building", "estate", "community", "street",
    }  # fmt: skip


@pytest.fixture
def hunan(db, home, clock):
    """The places of the four cities that the record names, in the real tree, and an open outbreak."""
    from fangxian.engines.problems import Text
    from fangxian.operations.accounts.cast import Post
    from fangxian.operations.accounts.queries import get_actor, get_system_actor, get_user
    from fangxian.operations.accounts.services import appoint_cast
    from fangxian.operations.cases.reports import NewOutbreak
    from fangxian.operations.cases.services import open_outbreak
    from fangxian.operations.places.services import load_places

    pack = read_place_pack("hunan-4")
    named = {row["place_id"] for row in _changes() if row["place_id"]}
    streets = {key[:9] for key in named if len(key) > 9}
    wanted = pack.tree.filter(
        pl.col("place_id").is_in(list(named | streets))
        | pl.col("level").is_in(["province", "city", "district"])
    )
    load_places(get_system_actor("tests"), clock, wanted, source="hunan-4")
    post = Post("commander", "commander", "43", "command_office", Text("总指挥", "Commander"))
    appoint_cast(get_system_actor("tests"), clock, (post,))
    commander = get_actor(get_user("commander").user_id, clock.now())
    outbreak = NewOutbreak(
        "hunan", "湖南", "Hunan", "sars-cov-2-delta", "cn-covid19-8e-2021", "8", "43", "Asia/Shanghai"
    )
    open_outbreak(commander, clock, outbreak=outbreak)
    return commander


def _ground(row: dict, commander, clock) -> dict:
    """The extent of an official area, with the building or estate added below its place where it names one."""
    from fangxian.operations.places.services import add_place_below

    form, name = _form(row), {"name": {"zh": row["area"], "en": row["area"]}}
    if form == "ring":
        return {"kind": "ring", "lat": 27.83, "lon": 112.91, "radius_m": 300, **name}
    if form == "polygon":
        outline = shapely.box(110.47, 29.11, 110.49, 29.13)
        return {"kind": "polygon", "geometry": shapely.geometry.mapping(outline), **name}
    if form in ("building", "estate"):
        part = add_place_below(commander, clock, name=row["area"], parent_id=row["place_id"], kind=form)
        return {"kind": "places", "place_ids": [part.place_id], **name}
    return {"kind": "places", "place_ids": [row["place_id"]], **name}


def test_the_28_official_areas_are_raised_and_ended_at_their_official_hours(hunan) -> None:
    """Raised ones are recorded as they were known; a change of level is the same area, not another one."""
    from fangxian.operations.areas.services import (
        record_official_area,
        record_official_change,
        record_official_end,
    )
    from fangxian.operations.ground import columns_of
    from fangxian.operations.lifecycles import list_lives

    keys: dict[str, str] = {}
    raised, ended, never_raised = 0, {}, 0
    for row in _changes():
        clock, at = FixedClock(row["known_at"]), row["effective_at"]
        key = keys.get(row["area"])
        if row["from_level"] == "low" or (key is None and row["to_level"] == "high"):
            keys[row["area"]] = key = f"official-{raised}"
            columns = columns_of(hunan.reach, "43", _ground(row, hunan, clock))
            columns |= {"id": key, "outbreak_id": "hunan", "level": row["to_level"], "starts_at": at}
            columns |= {"rule": "official", "source": row["source"][:300]}
            record_official_area(hunan, clock, columns=columns, effective_at=at)
            raised += 1
        elif key is None:
            never_raised += 1
        elif row["to_level"] == "low":
            record_official_end(hunan, clock, key=key, source=row["source"], effective_at=at)
            ended[key] = at
        else:
            source = row["source"]
            record_official_change(
                hunan, clock, key=key, level=row["to_level"], source=source, effective_at=at
            )
    assert raised == 28
    end_of_august = datetime(2021, 8, 31, tzinfo=UTC)
    lives = {life.key: life for life in list_lives(hunan.reach, "hunan", end_of_august, end_of_august)}
    assert len(lives) == 28
    assert {key: life.ended_at for key, life in lives.items() if life.state == "ended"} == ended
    # What the record lowers without ever having raised it by name: communities inside streets that were raised.
    assert never_raised == len({row["area"] for row in _changes()} - set(keys))


def test_a_building_of_zhuzhou_stood_at_medium_risk_for_twelve_days(hunan) -> None:
    rows = [row for row in _changes() if "东部美的城23栋" in row["area"]]
    days = (rows[1]["effective_at"] - rows[0]["effective_at"]).days
    assert (_form(rows[0]), days) == ("building", 12)
    assert rows[0]["effective_at"].astimezone(LOCAL).hour == 0
