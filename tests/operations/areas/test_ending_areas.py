"""An area may end when its evidence says so; before that only with a reason, and its history tells who did what."""

from datetime import timedelta

import pytest
from area_work import RING, place

from fangxian.engines.problems import Problem


def _evidence(areas, key: str) -> dict[str, bool]:
    return {one.item: one.met for one in areas.page(key).to_end if one.required}


def _round(areas, key: str, *, due: int = 100, tested: int = 100, positive: int = 0, actor=None) -> None:
    from fangxian.operations.areas.services import RoundGiven
    from fangxian.operations.lifting import record_round

    given = RoundGiven(areas.clock.now().date(), due, tested, positive)
    record_round(actor or areas.cast.community_worker, areas.clock, key=key, figures=given)


def _end(areas, key: str, **more) -> None:
    from fangxian.operations.lifting import end_area

    end_area(areas.cast.commander, areas.clock, key=key, reason=more.pop("reason", "连续无新增"), **more)


def _refused(act, code: str) -> None:
    with pytest.raises(Problem) as told:
        act()
    assert told.value.code == code


def test_an_area_may_not_be_ended_while_its_evidence_stands_unless_it_is_said_why(areas) -> None:
    areas.report()
    key = areas.raise_area(place("430102003001"))
    _refused(lambda: _end(areas, key), "evidence-stands")
    _refused(lambda: _end(areas, key, reason=" ", despite=True), "reason-needed")
    _end(areas, key, reason="病例为复阳", despite=True)
    page = areas.page(key)
    assert page.life.state == "ended"
    last = page.timeline[-1]
    assert (last.kind, last.reason, last.who.en) == ("ended", "病例为复阳", "Commander")
    _refused(lambda: _end(areas, key, despite=True), "area-not-standing")


def test_fourteen_days_without_a_case_make_an_area_eligible_and_a_new_case_starts_them_again(areas) -> None:
    from fangxian.operations.respond import respond_now

    areas.report()
    key = areas.raise_area(place("430102003001"))
    areas.wait(days=13)
    areas.report("two")
    areas.wait(days=1)
    assert _evidence(areas, key) == {"clear_days": False}
    areas.wait(days=13)
    assert _evidence(areas, key) == {"clear_days": True}
    respond_now(areas.cast.commander, areas.clock, outbreak_id="tiny")
    assert next(life for life in areas.lives() if life.key == key).state == "eligible"
    assert [one.kind for one in areas.page(key).timeline] == [
        "proposed", "signed", "signed", "effective", "eligible",
    ]  # fmt: skip
    _end(areas, key)
    assert areas.level("430102003001") == ""


def test_a_sealed_zone_needs_seven_days_and_a_complete_round_without_a_positive_on_the_last(zoned) -> None:
    zoned.report()
    key = zoned.raise_area(place("430102003001"), "sealed")
    zoned.wait(days=6)
    _round(zoned, key)
    zoned.wait(days=1)
    assert _evidence(zoned, key) == {"clear_days": True, "round": False}
    _round(zoned, key, tested=99)
    assert _evidence(zoned, key)["round"] is False
    _round(zoned, key, positive=1)
    assert _evidence(zoned, key)["round"] is False
    _round(zoned, key)
    assert _evidence(zoned, key) == {"clear_days": True, "round": True}
    assert zoned.lives()[0].state == "eligible"


def test_a_zone_is_lowered_by_one_signature_and_raised_by_two(zoned) -> None:
    from fangxian.operations.drawing import change_level

    zoned.report()
    key = zoned.raise_area(place("430102003001"), "sealed")
    zoned.wait(days=8)
    change_level(zoned.cast.commander, zoned.clock, key=key, level="controlled", reason="7 天无新增")
    assert zoned.level("430102003001", "cn-three-zones-2022") == "controlled"
    # Lowered from sealed it needs 10 days from the last case, not 7.
    assert zoned.page(key).to_end[0].needed == 10
    zoned.wait(hours=1)
    up = change_level(zoned.cast.commander, zoned.clock, key=key, level="sealed", reason="新增病例")
    assert zoned.level("430102003001", "cn-three-zones-2022") == "controlled"
    zoned.sign(up)
    zoned.sign(up, actor=zoned.cast.city_cdc)
    assert zoned.level("430102003001", "cn-three-zones-2022") == "sealed"
    levels = [one.level for one in zoned.page(key).timeline if one.kind in ("effective", "level")]
    assert levels == ["sealed", "controlled", "sealed"]
    _refused(
        lambda: change_level(zoned.cast.commander, zoned.clock, key=key, level="sealed", reason="x"),
        "same-level",
    )


def test_the_past_of_an_area_is_told_as_it_was_known_then(zoned) -> None:
    from fangxian.operations.drawing import change_level
    from fangxian.operations.lifecycles import level_at

    zoned.report()
    key = zoned.raise_area(place("430102003001"), "sealed")
    sealed_at = zoned.clock.now()
    zoned.wait(days=8)
    change_level(zoned.cast.commander, zoned.clock, key=key, level="controlled", reason="7 天无新增")
    zoned.wait(days=3)
    reach = zoned.cast.commander.reach
    then = sealed_at + timedelta(hours=1)
    for known_at in (then, zoned.clock.now()):
        found = level_at(reach, "tiny", "430102003001", then, known_at)
        assert {one.ladder: one.level for one in found}["cn-three-zones-2022"] == "sealed"
    before = level_at(reach, "tiny", "430102003001", sealed_at - timedelta(minutes=30), zoned.clock.now())
    assert {one.level for one in before} == {""}


def test_the_pack_proposes_three_zones_around_a_case_and_nobody_is_in_two(zoned) -> None:
    from fangxian.operations.cases.reports import StayGiven
    from fangxian.operations.drawing import propose_zones
    from fangxian.operations.lifecycles import people_under_levels

    now = zoned.clock.now()
    stay = StayGiven(
        place_id="v-teahouse", arrive_at=now - timedelta(hours=3), leave_at=now - timedelta(hours=1)
    )
    zoned.report(home="430102003002", stays=(stay,))
    found = propose_zones(
        zoned.cast.city_cdc, zoned.clock, outbreak_id="tiny", case_id="c-one", reason="首例"
    )
    keys = [zoned.decide(one) for one in found]
    assert [zoned.page(key).life.level for key in keys] == ["sealed", "controlled", "precaution"]
    now = zoned.clock.now()
    people = people_under_levels(zoned.cast.commander.reach, "tiny", now, now)["cn-three-zones-2022"]
    # The district has 9,000 people; 3,000 of them belong to no street on record.
    assert [row.level for row in people] == ["sealed", "controlled", "precaution"]
    assert people[0].people == 3_000
    assert sum(row.people for row in people) == 9_000
    assert zoned.level("v-teahouse", "cn-three-zones-2022") == "sealed"


def test_a_plan_without_zones_proposes_none(areas) -> None:
    from fangxian.operations.drawing import propose_zones

    areas.report()
    _refused(
        lambda: propose_zones(
            areas.cast.city_cdc, areas.clock, outbreak_id="tiny", case_id="c-one", reason="x"
        ),
        "not-a-level-here",
    )


def test_an_area_is_shown_beside_those_it_touches(areas) -> None:
    areas.report()
    street = areas.raise_area(place("430102003"))
    ring = areas.raise_area(RING, "high")
    (around,) = areas.page(ring).neighbours
    assert (around.key, around.relation) == (street, "around")
    assert areas.page(street).neighbours[0].relation == "inside"


def test_the_map_layer_has_what_is_in_force_with_the_strictest_on_top(areas) -> None:
    from fangxian.operations.lifecycles import area_outlines

    areas.report()
    areas.raise_area(RING, "high")
    areas.raise_area(place("430102003"))
    now = areas.clock.now()
    drawn = area_outlines(areas.cast.commander.reach, "tiny", now, now)["features"]
    assert [one["properties"]["level"] for one in drawn] == ["medium", "high"]
    assert area_outlines(areas.cast.stranger.reach, "tiny", now, now)["features"] == []
