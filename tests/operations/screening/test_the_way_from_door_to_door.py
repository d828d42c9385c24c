"""The way along the doors of a place: whoever is missing, whoever asked for an hour, nobody at night, nobody alone."""

from datetime import timedelta

import pytest

from fangxian.engines.problems import Problem
from tests.operations.rounds.conftest import TONGYINLI


def walked(route) -> list[tuple[str, str]]:
    return [(one.door_id, one.gap) for one in route.stops]


def test_every_door_where_somebody_is_missing_is_on_the_way_exactly_once(screen):
    screen.at("door-1", present=("ann",))
    screen.at("door-2", present=("cem",))
    route = screen.route()
    assert sorted(walked(route)) == [("door-1", "sample"), ("door-3", "household")]
    assert {one.door_id: one.people for one in route.stops} == {"door-1": 1, "door-3": 3}
    assert (route.left, route.beyond) == ((), 0)
    assert route.metres <= route.naive_m


def test_a_gap_may_be_asked_for_alone_and_a_place_below(screen):
    screen.at("door-1", present=("ann",))
    assert walked(screen.route(gaps=("sample",))) == [("door-1", "sample")]
    assert walked(screen.route(TONGYINLI, gaps=("household",))) == [("door-2", "household")]


def test_two_workers_share_the_doors(screen):
    route = screen.route(workers=2)
    assert sorted(one.worker for one in route.stops) in ([1, 1, 2], [1, 2, 2])
    assert sorted(one.door_id for one in route.stops) == ["door-1", "door-2", "door-3"]


def test_whoever_asked_for_an_hour_is_called_on_then(screen):
    later = screen.clock.now() + timedelta(hours=1)
    screen.at("door-1", "answered", call_back_at=later)
    (stop,) = [one for one in screen.route().stops if one.door_id == "door-1"]
    assert stop.at >= later
    assert stop.call_back_at == later


def test_a_risky_door_is_left_to_a_pair(screen):
    screen.mark("door-1", "dog")
    alone = screen.route()
    assert [(one.door_id, one.why) for one in alone.left] == [("door-1", "alone")]
    pair = screen.route(pairs=True)
    assert pair.left == ()
    assert [one.risk for one in pair.stops if one.door_id == "door-1"] == ["dog"]


def test_at_night_the_way_begins_in_the_morning_and_late_in_the_evening_it_is_short(screen):
    screen.wait(2.95)
    evening = screen.route()
    assert len(evening.stops) == 1
    assert {one.why for one in evening.left} == {"night"}
    screen.wait(1)
    morning = screen.route()
    assert morning.starts_at.hour == 0, "eight in the morning in Changsha"
    assert len(morning.stops) == 3


def test_a_stranger_finds_no_way_and_whoever_reads_no_register_no_door(screen):
    with pytest.raises(Problem) as raised:
        screen.route(actor=screen.cast.stranger)
    assert raised.value.code == "not-found"
    assert screen.route("430102", actor=screen.cast.police_officer).stops == ()


@pytest.mark.parametrize("asked", [{"workers": 0}, {"workers": 5}, {"gaps": ()}, {"gaps": ("round",)}])
def test_a_way_that_cannot_be_is_refused(screen, asked):
    with pytest.raises(Problem) as raised:
        screen.route(**asked)
    assert raised.value.code == "not-a-route"
