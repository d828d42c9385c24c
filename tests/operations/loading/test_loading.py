"""Loading an outbreak pack: everything once, each fact as known when it was published."""

from datetime import timedelta

import pytest

from fangxian.operations.accounts.queries import find_office, get_actor, get_user, get_world_clock, list_users
from fangxian.operations.cases.queries import get_outbreak, list_cases, list_stays
from fangxian.operations.clock import FixedClock, SystemClock
from fangxian.operations.journal.models import Entry
from fangxian.operations.loading import load_outbreak
from fangxian.operations.loading.ground import DEPARTMENTS
from fangxian.operations.orders.queries import list_my_tasks
from fangxian.operations.people.models import Person
from fangxian.operations.places.queries import list_shapes, subtree
from fangxian.operations.respond import respond_now
from fangxian.operations.signing import sign
from fangxian.stores.city import ensure_city

ALDER = "measles-alder-2024"


def silent(step, done, total):
    assert 0 <= done <= total or total == 0
    assert step.zh
    assert step.en


@pytest.fixture
def city(db, home):
    """The fictional county, whose people come with the pack."""
    return ensure_city(ALDER, home=home)


@pytest.fixture
def loaded(city):
    """What the first load added."""
    return load_outbreak(city, silent)


def actor(handle):
    return get_actor(get_user(handle).user_id, get_world_clock().now())


def test_a_load_brings_places_offices_the_cast_and_the_cases(city, loaded):
    assert loaded.places == city.places.height
    assert loaded.cases == city.cases_known_at(city.outbreak.demo_as_of).height
    assert {row.handle for row in list_users()} >= {"commander", "city-cdc", "district-cdc", "auditor"}
    assert all(find_office(place, "command_office") for place in city.place_pack.tree["place_id"])
    assert all(find_office("alder-01", department) for department in ("cdc", *DEPARTMENTS))


def test_a_second_load_changes_nothing(city, loaded):
    entries = Entry.objects.count()
    again = load_outbreak(city, silent)
    assert (again.places, again.offices, again.cases, again.areas) == (0, 0, 0, 0)
    assert Entry.objects.count() == entries


def test_the_clock_of_the_world_stands_at_the_demonstration_and_runs_on(city, loaded):
    since = get_world_clock().now() - city.outbreak.demo_as_of
    assert timedelta(0) <= since < timedelta(minutes=5)
    assert abs(SystemClock().now() - get_world_clock().now()) > timedelta(days=200)


def test_a_case_is_known_from_the_day_it_was_reported(city, loaded):
    reach, first = actor("commander").reach, city.outbreak.first_report_at
    then = [row.id for row in list_cases(reach, ALDER, first)]
    now = [row.id for row in list_cases(reach, ALDER, get_world_clock().now())]
    assert then == ["al-001"]
    assert len(now) == loaded.cases > len(then)


def test_only_cases_and_their_contacts_get_a_row(city, loaded):
    named = set(city.contacts["person_id"]) | set(city.cases["person_id"])
    assert set(Person.objects.values_list("key", flat=True)) <= named
    assert city.persons.height > 0


def test_the_outbreak_names_its_plan_and_its_pack(city, loaded):
    outbreak = get_outbreak(actor("commander").reach, ALDER)
    assert (outbreak.plan, outbreak.pack, outbreak.timezone) == ("measles-us-county", ALDER, "America/Denver")


def test_every_place_has_an_outline_for_the_map(city, loaded):
    tree = city.place_pack.tree["place_id"].to_list()
    drawn = {row.place_id for row in list_shapes(tree)}
    assert drawn == {place for place in tree if place != city.place_pack.root}


def test_the_second_disease_runs_from_the_report_to_the_task(city, loaded):
    clock = FixedClock(city.outbreak.demo_as_of)
    commander, cdc = actor("commander"), actor("city-cdc")
    run = respond_now(commander, clock, outbreak_id=ALDER)
    assert run.new > 0
    done = sign(commander, clock, proposal_ids=run.proposals, unasked="no time to ask")
    rest = [result.proposal_id for result in done.results if result.waits_for]
    assert rest
    assert sign(cdc, clock, proposal_ids=rest).dispatches > 0
    clock.advance(timedelta(minutes=10))
    again = respond_now(commander, clock, outbreak_id=ALDER)
    assert (again.new, again.changed, again.no_longer_supported) == (0, 0, 0)
    offices = [
        list_my_tasks(actor(handle), clock.now())
        for handle in ("commander", "city-cdc", "district-cdc", "community-worker")
    ]
    assert any(offices)


def test_itineraries_are_on_record_where_the_pack_has_them(city, loaded):
    reach, now = actor("commander").reach, get_world_clock().now()
    stays = sum(len(list_stays(reach, row.id, now)) for row in list_cases(reach, ALDER, now))
    assert stays == city.itineraries.height
    assert set(subtree("alder")) >= set(city.places["place_id"])


def test_the_port_loads_with_its_water_points(db, home):
    city = ensure_city("cholera-saltmouth-2024", home=home)
    loaded = load_outbreak(city, silent)
    assert loaded.places == city.places.height
    assert loaded.cases == city.cases_known_at(city.outbreak.demo_as_of).height > 0
    tree = city.place_pack.tree["place_id"].to_list()
    assert {row.place_id for row in list_shapes(tree)} == set(tree) - {city.place_pack.root}
