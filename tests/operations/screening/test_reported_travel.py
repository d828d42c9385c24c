"""Travel people report of themselves: what it means is said at once, by what is published and nothing else."""

from datetime import timedelta

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.screening.rows import TripGiven
from tests.operations.rounds.conftest import FUCHENG, TONGYINLI, event_id
from tests.operations.screening.test_stays_and_urgent_results import CAME, publish
from tests.operations.screening.test_stays_and_urgent_results import exposed as exposed  # noqa: PLC0414


def given(
    place: str = "v-teahouse", hours: float = 0.5, word: str = "trip", home: str = FUCHENG, **more
) -> TripGiven:
    """A stay of an hour that begins so many hours after the case came (from 10:00 to 11:00)."""
    arrive_at = CAME + timedelta(hours=hours)
    told = {
        "arrive_at": arrive_at,
        "leave_at": arrive_at + timedelta(hours=1),
        "full_name": "Li",
        "phone": "1",
    }
    return TripGiven(place_id=place, home_id=home, id=event_id(word), **{**told, **more})


def report(screen, trip: TripGiven) -> str:
    from fangxian.operations.screening.trips import report_trip

    return report_trip(screen.clock, outbreak_id="tiny", given=trip)


def waiting(screen) -> int:
    from fangxian.operations.follow_ups.queries import list_attendances

    return len(list_attendances(screen.cast.city_cdc.reach, "tiny", screen.clock.now()))


def trips(screen, actor) -> list[tuple]:
    from fangxian.operations.screening.trips import list_trips

    rows = list_trips(actor.reach, "tiny", screen.clock.now())
    return [(one.name, one.place_id, one.meaning, one.met) for one in rows]


@pytest.fixture
def asked(exposed):
    publish(exposed)
    return exposed


def test_whoever_was_there_with_a_case_is_told_so_and_waits_for_the_cdc(asked):
    assert report(asked, given()) == "met"
    assert report(asked, given()) == "met", "sent again, it stands once"
    assert waiting(asked) == 1
    assert trips(asked, asked.cast.stranger) == [("Li", "v-teahouse", "met", True)]


def test_another_hour_at_the_venue_and_another_place_mean_something_else(asked):
    assert report(asked, given(hours=5, word="later")) == "other-hours"
    assert report(asked, given(place=TONGYINLI, word="elsewhere")) == "nothing-known"
    assert waiting(asked) == 0


def test_a_venue_nobody_published_is_not_told_and_waits_for_the_cdc_all_the_same(asked, monkeypatch):
    from fangxian.operations.screening import trips as module

    told = module.open_travel(asked.clock, "tiny")[0]
    monkeypatch.setattr(module, "open_travel", lambda *_: (told, ()))
    assert report(asked, given()) == "nothing-known"
    assert waiting(asked) == 1


def test_travel_is_seen_by_the_workers_of_the_home_alone(asked):
    report(asked, given())
    cast = asked.cast
    assert len(trips(asked, cast.commander)) == 1
    assert trips(asked, cast.community_worker) == []
    assert trips(asked, cast.police_officer) == []
    assert [one[0] for one in trips(asked, cast.auditor)] == [""]


def test_nothing_is_asked_before_a_place_is_published_or_of_an_outbreak_that_is_not_there(exposed):
    from fangxian.operations.screening.trips import open_travel

    for outbreak in ("tiny", "no-such"):
        with pytest.raises(Problem) as raised:
            open_travel(exposed.clock, outbreak)
        assert raised.value.code == "travel-not-asked"


@pytest.mark.parametrize(
    ("trip", "code"),
    [
        (given(full_name=" "), "attendance-unclear"),
        (given(phone=""), "attendance-unclear"),
        (given(leave_at=CAME - timedelta(days=1)), "attendance-unclear"),
        (given(hours=24 * 30), "attendance-unclear"),
        (given(hours=-24 * 40), "attendance-unclear"),
        (given(place="no-such"), "not-found"),
    ],
)
def test_what_cannot_be_is_refused(asked, trip, code):
    with pytest.raises(Problem) as raised:
        report(asked, trip)
    assert raised.value.code == code


def test_one_sender_is_slowed_down(asked):
    for at in range(5):
        report(asked, given(word=f"t{at}", sender="s"))
    with pytest.raises(Problem) as raised:
        report(asked, given(word="t6", sender="s"))
    assert raised.value.code == "too-many-reports"
