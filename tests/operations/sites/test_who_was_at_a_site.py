"""Yangzhou, July 2021, in miniature: whoever stood in a queue with a case, or was swabbed by one, is found."""

from datetime import timedelta

import pytest

from fangxian.engines.problems import Problem


def exposed(sites) -> dict[str, str]:
    """Who is exposed at which place, by what the plan found."""
    from fangxian.operations.contacts.queries import list_exposures
    from fangxian.operations.respond import respond_now

    sites.wait(0.1)
    respond_now(sites.cast.commander, sites.clock, outbreak_id="tiny")
    found = list_exposures(sites.cast.commander.reach, "tiny", sites.clock.now())
    return {one.person_id: one.place_id for one in found}


@pytest.fixture
def known(testing):
    """Everybody who may be sampled is somebody on record."""
    from fangxian.operations.people.services import NewPerson, register_persons
    from tests.operations.rounds.conftest import AT, HOMES

    people = [NewPerson(key=who, residence_place_id=AT[door]) for who, door in HOMES.items()]
    register_persons(testing.cast.commander, testing.clock, people)
    return testing


def test_who_queued_with_a_case_is_found_and_named_by_the_plan(known):
    known.sample("ann")
    known.wait(0.25)
    known.sample("bo")
    known.wait(3)
    known.sample("cem")
    known.sample("zoe", key="south")
    known.report("ann")
    assert exposed(known) == {"bo": known.get("north").venue_id}


def test_an_infected_sampler_exposes_everybody_of_their_shift(known):
    known.wait(1)
    known.on_duty("fay")
    known.wait(2)
    known.sample("ann")
    known.wait(4)
    known.sample("bo")
    known.off_duty("fay")
    known.wait(3)
    known.sample("cem")
    known.report("fay")
    venue = known.get("north").venue_id
    assert exposed(known) == {"ann": venue, "bo": venue}


def test_the_crew_on_duty_is_exposed_to_a_case_who_was_sampled(known):
    known.on_duty("fay")
    known.wait(1)
    known.sample("ann")
    known.report("ann")
    assert exposed(known) == {"fay": known.get("north").venue_id}


def test_nobody_is_read_where_no_case_was(testing):
    testing.sample("ann")
    testing.sample("zoe", key="south")
    assert testing.presences("dora") == []
    assert testing.presences("zoe") == [("zoe", 30, "window")]


def test_the_wait_is_that_of_the_queue_last_seen_or_half_an_hour(testing):
    testing.queue(600)
    testing.wait(1)
    testing.sample("ann")
    testing.wait(3)
    testing.sample("bo")
    assert testing.presences("ann", "bo") == [("ann", 120, "window"), ("bo", 30, "window")]


def test_what_was_known_at_an_hour_is_answered_as_it_was_known(testing):
    testing.sample("ann")
    before = testing.clock.now()
    testing.wait(0.2)
    testing.sample("bo")
    testing.on_duty("fay")
    testing.queue(300)
    assert testing.presences("ann", known_at=before) == [("ann", 30, "window")]
    testing.wait(1)
    assert [one[0] for one in testing.presences("ann")] == ["ann", "bo", "fay"]


def test_a_sample_taken_back_was_never_taken_there(testing):
    testing.sample("ann")
    word = f"ann-{testing.clock.now()}"
    testing.wait(0.2)
    testing.sample("bo")
    testing.rounds.at_door("ann", "void", voids=word)
    assert testing.presences("ann") == []


def test_people_outside_the_reach_and_readers_without_registers_are_given_nobody(testing):
    testing.sample("ann")
    testing.sample("dora", key="north")
    assert testing.presences("ann", actor=testing.cast.stranger) == []
    assert testing.presences("ann", actor=testing.cast.site_lead) == []


def test_a_sample_names_only_a_site_within_reach(testing):
    with pytest.raises(Problem) as caught:
        testing.sample("ann", key="south", actor=testing.cast.community_worker)
    assert caught.value.code == "no-such-site"


def test_a_sample_without_a_site_has_the_mark_it_had_before_sites_were(testing):
    from fangxian.operations.custody.models import Sample
    from fangxian.operations.journal.marks import image_of, mark

    testing.sample("ann", key=None)
    image = image_of(Sample.objects.get())
    before = {name: value for name, value in image.items() if name != "site_id"}
    assert mark(image) == mark(before)


def test_a_shift_nobody_ended_is_over_after_a_day(testing):
    testing.on_duty("fay")
    testing.wait(1)
    testing.sample("ann")
    testing.wait(48)
    fay = next(one for one in testing.presences("ann") if one[0] == "fay")
    assert fay[1] == timedelta(hours=24).total_seconds() / 60
    assert testing.on_duty_now() == []
