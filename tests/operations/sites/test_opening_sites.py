"""Opening and closing sampling sites: the last word of a key stands, where it is never changes, a stranger sees none."""

from dataclasses import replace

import pytest

from fangxian.engines import tables
from fangxian.engines.problems import Problem
from fangxian.engines.tables.siting import SITES
from tests.operations.rounds.conftest import FUCHENG, TONGYINLI
from tests.operations.sites.conftest import site


def refused(act) -> str:
    with pytest.raises(Problem) as caught:
        act()
    return caught.value.code


def test_a_placement_opens_with_the_desks_its_people_need(sites):
    from fangxian.operations.sites.services import sites_of

    row = {"site_id": "430102003001-1", "place_id": TONGYINLI, "lat": 28.2, "lon": 113.0, "capacity": 12_000}
    opened = sites.open(*sites_of(SITES.rows([row])))
    there = sites.get("430102003001-1")
    assert (opened.opened, there.desks, there.per_hour, there.queue_limit) == (1, 7, 1_050, 525)
    assert there.name.zh == "桐荫里社区居委会采样点 430102003001-1"


def test_a_site_is_a_place_of_its_own_inside_its_community(sites):
    from fangxian.operations.places.queries import ancestors, get_place

    sites.open()
    venue = get_place(sites.get().venue_id)
    assert (venue.level, venue.venue_kind, venue.name) == (tables.VENUE, "sampling-site", "北广场")
    assert ancestors(venue.place_id)[-1].place_id == TONGYINLI


def test_said_again_alike_nothing_is_written_and_said_otherwise_the_last_word_stands(sites):
    sites.open(site())
    assert sites.open(site()).unchanged == 1
    sites.wait(1)
    before = sites.clock.now()
    sites.wait(1)
    assert sites.open(site(desks=5, queue_limit=40)).opened == 1
    assert (sites.get().desks, sites.get().queue_limit) == (5, 40)
    from fangxian.operations.sites.queries import list_sites

    [then] = list_sites(sites.cast.commander.reach, "tiny", before)
    assert then.desks == 2


def test_a_site_does_not_move(sites):
    sites.open(site())
    assert refused(lambda: sites.open(site(lat=28.3))) == "site-stands-elsewhere"
    assert refused(lambda: sites.open(site(place=FUCHENG))) == "site-stands-elsewhere"


def test_a_closed_site_may_open_again_and_closing_twice_is_closing_once(sites):
    sites.open(site())
    sites.wait(1)
    closed_at = sites.close().closed_at
    sites.wait(1)
    assert sites.close().closed_at == closed_at
    assert not sites.get().is_open(sites.clock.now())
    sites.open(site())
    assert sites.get().closed_at is None


@pytest.mark.parametrize(
    "wrong", [{"desks": 0}, {"desks": 900}, {"lat": 91.0}, {"per_desk_hour": 0}, {"queue_limit": -1}]
)
def test_what_cannot_be_a_site_opens_nothing_at_all(sites, wrong):
    assert refused(lambda: sites.open(site("fine"), site("wrong", **wrong))) == "not-a-site"
    assert refused(lambda: sites.open(replace(site(), key="bad key"))) == "not-a-site"
    assert sites.seen_by() == []


def test_another_district_sees_and_opens_nothing_here(sites):
    sites.open()
    assert sites.seen_by() == ["north", "south"]
    assert sites.seen_by(sites.cast.stranger) == ["south"]
    assert refused(lambda: sites.get("north", sites.cast.stranger)) == "no-such-site"
    assert (
        refused(lambda: sites.open(site("south-2", FUCHENG), actor=sites.cast.district_commander))
        == "not-found"
    )
    assert refused(lambda: sites.open(actor=sites.cast.community_worker)) == "not-your-role"


def test_the_journal_vouches_for_every_row(sites):
    from fangxian.operations.journal.queries import verify
    from fangxian.operations.sites.models import Site

    sites.open()
    sites.close()
    assert verify().ok
    Site.objects.filter(site_id="south").update(desks=9)
    assert not verify().ok
