"""An expert proposes an area on any ground; two offices decide; it takes effect at its hour and nobody is widened."""

from datetime import timedelta

import pytest
from area_work import HALF_OF_BOTH, RING, place

from fangxian.engines.problems import Problem


def _refused(act, code: str) -> None:
    with pytest.raises(Problem) as told:
        act()
    assert told.value.code == code


def test_an_area_drawn_by_hand_needs_two_offices_and_then_stands(areas) -> None:
    areas.report()
    found = areas.propose(place("430102003001"))
    areas.sign(found)
    assert areas.lives() == ()
    areas.sign(found, actor=areas.cast.city_cdc)
    (life,) = areas.lives()
    assert (life.level, life.state, life.people, life.by_hand) == ("medium", "in_force", 3_000, True)
    assert areas.level("430102003001") == "medium"
    assert areas.level("430102003002") == ""


def test_a_polygon_across_two_communities_lies_in_their_street_and_says_it_is_an_estimate(areas) -> None:
    areas.report()
    key = areas.raise_area(HALF_OF_BOTH)
    page = areas.page(key)
    assert page.life.place_id == "430102003"
    assert page.life.people == 3_000
    assert (page.reached.estimated, page.reached.least, page.reached.most) == (True, 0, 6_000)
    assert {title.en for _, title, _ in page.reached.cut} == {"Tongyinli", "Xinwu"}


def test_a_ring_is_the_level_of_the_teahouse_in_it_and_not_of_the_community(areas) -> None:
    areas.report()
    areas.raise_area(RING, "high")
    assert areas.level("v-teahouse") == "high"
    assert areas.level("430102003001") == ""


def test_a_building_below_a_community_can_be_an_area_of_its_own(areas, clock) -> None:
    from fangxian.operations.places.services import add_place_below

    areas.report()
    estate = add_place_below(
        areas.cast.commander,
        clock,
        name="东部美的城",
        parent_id="430102003001",
        kind="estate",
        population=900,
    )
    building = add_place_below(
        areas.cast.commander, clock, name="23栋", parent_id=estate.place_id, kind="building", population=120
    )
    key = areas.raise_area(place(building.place_id))
    assert areas.page(key).life.people == 120
    assert areas.level(building.place_id) == "medium"
    assert areas.level(estate.place_id) == ""
    _refused(
        lambda: add_place_below(
            areas.cast.commander, clock, name="a", parent_id=building.place_id, kind="estate"
        ),
        "not-a-part",
    )


def test_the_stricter_area_counts_inside_and_ending_it_restores_the_wider(areas) -> None:
    from fangxian.operations.lifecycles import people_under_levels
    from fangxian.operations.lifting import end_area

    areas.report()
    areas.raise_area(place("430102003"), "medium")
    inner = areas.raise_area(place("430102003001"), "high")
    assert (areas.level("430102003001"), areas.level("430102003002")) == ("high", "medium")
    now = areas.clock.now()
    people = people_under_levels(areas.cast.commander.reach, "tiny", now, now)["risk"]
    assert [(row.level, row.people) for row in people] == [("high", 3_000), ("medium", 3_000)]
    end_area(areas.cast.commander, areas.clock, key=inner, reason="排除", despite=True)
    assert areas.level("430102003001") == "medium"


def test_an_area_decided_for_tomorrow_is_planned_until_its_hour(areas) -> None:
    areas.report()
    hour = areas.clock.now() + timedelta(hours=14)
    areas.raise_area(place("430102003001"), starts_at=hour)
    assert areas.lives()[0].state == "planned"
    assert areas.level("430102003001") == ""
    areas.wait(hours=14)
    assert areas.lives()[0].state == "in_force"
    assert areas.level("430102003001") == "medium"


def test_an_area_never_binds_before_it_is_decided(areas) -> None:
    areas.report()
    found = areas.propose(place("430102003001"))
    areas.wait(hours=5)
    key = areas.decide(found)
    assert areas.page(key).life.starts_at == areas.clock.now()


def test_the_decision_may_change_level_and_ground_with_a_reason_and_the_people_follow(areas) -> None:
    areas.report()
    found = areas.propose(place("430102003001", "430102003002"), "high")
    key = areas.key_of(found)
    edits = {
        key: {"level": "medium", "extent": {**RING, "name": {"zh": "茶馆周边", "en": "Around the teahouse"}}}
    }
    _refused(lambda: areas.sign(found, edits=edits), "reason-needed")
    areas.sign(found, edits=edits, reason="缩小到茶馆周边")
    areas.sign(found, actor=areas.cast.city_cdc)
    page = areas.page(key)
    assert (page.life.level, page.life.form, page.life.name.en) == ("medium", "ring", "Around the teahouse")
    assert page.life.people < 100
    edited = next(one for one in page.timeline if one.kind == "edited")
    assert edited.reason == "缩小到茶馆周边"
    assert dict(edited.detail)["level"] == "medium"


def test_what_is_no_ground_for_an_area_is_refused(areas) -> None:
    areas.report()
    _refused(lambda: areas.propose(place("430102003001"), evidence=()), "evidence-needed")
    _refused(lambda: areas.propose(place("430102003001"), evidence=("c-nobody",)), "evidence-needed")
    _refused(lambda: areas.propose(place("430102003001"), reason="  "), "reason-needed")
    _refused(lambda: areas.propose(place("430102003001"), "sealed"), "not-a-level-here")
    _refused(lambda: areas.propose(place("nowhere")), "not-found")
    _refused(lambda: areas.propose({"kind": "cloud"}), "not-an-extent")
    _refused(lambda: areas.propose(place("430102003001"), actor=areas.cast.community_worker), "not-your-role")


def test_a_district_draws_in_its_own_places_only(areas) -> None:
    areas.report()
    worker = areas.cast.district_cdc
    areas.propose(place("430102003001"), actor=worker)
    across = {"kind": "ring", "lat": 28.21, "lon": 112.975, "radius_m": 400}
    _refused(lambda: areas.propose(across, actor=worker), "not-found")
    _refused(lambda: areas.propose(place("430105001004"), actor=worker), "not-found")


def test_who_serves_another_district_sees_nothing_of_an_area(areas) -> None:
    areas.report()
    key = areas.raise_area(place("430102003001"))
    stranger = areas.cast.stranger
    assert areas.lives(stranger) == ()
    _refused(lambda: areas.page(key, stranger), "not-found")
    _refused(lambda: areas.page("d-none", stranger), "not-found")
    _refused(lambda: areas.level("430102003001", actor=stranger), "not-found")


def test_a_community_knows_the_level_an_area_around_it_gives_it(areas) -> None:
    areas.report()
    areas.raise_area(place("430102003"), "high")
    assert areas.level("430102003001", actor=areas.cast.community_worker) == "high"


def test_a_drawn_area_stands_through_a_response_and_falls_with_its_case(areas) -> None:
    from fangxian.operations.cases.services import discard_case
    from fangxian.operations.respond import respond_now

    areas.report()
    areas.report("two", home="430102003002")
    key = areas.raise_area(HALF_OF_BOTH, "high", evidence=("c-two",))
    respond_now(areas.cast.commander, areas.clock, outbreak_id="tiny")
    assert next(life for life in areas.lives() if life.key == key).state == "in_force"
    discard_case(areas.cast.commander, areas.clock, case_id="c-two", reason="复检阴性")
    areas.wait(minutes=1)
    respond_now(areas.cast.commander, areas.clock, outbreak_id="tiny")
    assert next(life for life in areas.lives() if life.key == key).state == "release"


def test_what_one_office_signed_alone_lapses_after_four_hours(areas) -> None:
    areas.report()
    found = areas.propose(place("430102003001"))
    areas.sign(found, alone=True, reason="深夜联系不到")
    assert areas.level("430102003001") == "medium"
    areas.wait(hours=4)
    assert areas.level("430102003001") == ""
    assert areas.lives()[0].state == "lapsed"


def test_a_zone_starts_what_a_risk_area_starts(zoned, clock) -> None:
    """The case lives elsewhere, so no rule raises anything in Furong: the experts seal a part of it."""
    from fangxian.operations.decisions.queries import get_proposal, list_waiting
    from fangxian.operations.respond import respond_now

    def stays_at_home() -> set[str]:
        respond_now(zoned.cast.commander, clock, outbreak_id="tiny")
        waiting = [view for view in list_waiting(zoned.cast.commander, "tiny") if view.what == "stay-home"]
        rows = [row for view in waiting for row in get_proposal(zoned.cast.commander, view.id)[1]]
        return {row.fields["place_id"] for row in rows}

    zoned.report(home="430105001004")
    assert "430102003002" not in stays_at_home()
    zoned.raise_area(place("430102003002"), "sealed")
    clock.advance(timedelta(minutes=1))
    assert "430102003002" in stays_at_home()
