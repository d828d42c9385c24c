"""Sites tried for the people on record: who is counted, who walks, what stays, what opens, and for whom."""

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.sites.queries import list_sites
from fangxian.operations.sites.rows import SiteGiven
from fangxian.operations.sites.services import open_sites
from fangxian.operations.siting import trying
from fangxian.operations.siting.rows import SitingWish
from fangxian.operations.siting.trying import open_tried, try_sites
from tests.operations.rounds.conftest import FUCHENG, TONGYINLI, XINWU
from tests.operations.rounds.conftest import rounds as rounds  # noqa: PLC0414
from tests.operations.siting.seated import seat

FURONG, KAIFU, CITY = "430102", "430105", "4301"


@pytest.fixture
def tree_frame(tree_frame):
    """The tiny tree, its communities with their seats."""
    return seat(tree_frame)


@pytest.fixture
def attempt(rounds, cast, clock):
    """Asks what if, as somebody."""

    def ask(place_id: str = FURONG, actor=None, **wishes):
        return try_sites((actor or cast.commander).reach, "tiny", SitingWish(place_id, **wishes), clock.now())

    return ask


def test_the_people_of_the_lowest_places_are_counted_once(attempt):
    found = attempt(CITY)
    assert found.population == 3_000 + 3_000 + 2_000 + 2_000
    assert found.served + found.unserved == found.population
    assert sorted(found.placement.instance.places["place_id"]) == [TONGYINLI, XINWU, FUCHENG, "430105001005"]


def test_one_large_site_lets_half_walk_and_two_small_ones_nobody(attempt):
    large = attempt(capacity=12_000)
    assert (large.placement.sites.height, large.unserved) == (1, 0)
    assert large.mean_walk_m == pytest.approx(556 / 2, rel=0.01)
    small = attempt(capacity=3_500)
    assert (small.placement.sites.height, small.mean_walk_m) == (2, 0.0)


def test_whoever_lives_beyond_the_walk_is_left_and_said_why(attempt):
    found = attempt(capacity=12_000, walk_m=300)
    assert found.unserved == 3_000
    assert found.placement.unserved["reason_en"].to_list() == ["no site was opened within the walk"]


def test_people_visited_at_home_come_to_no_site_and_need_teams(attempt):
    found = attempt(door_percent=10)
    assert (found.visited_people, found.team_days) == (600, 15)
    assert found.served == 6_000 - 600


def test_sites_on_record_stay_where_asked_for(attempt, cast, clock):
    far = SiteGiven("gym", XINWU, 28.196, 113.0, desks=4)
    open_sites(cast.commander, clock, outbreak_id="tiny", sites=[far])
    assert "gym" in attempt(keep_open=True).placement.sites["site_id"]
    assert "gym" not in attempt(keep_open=False).placement.sites["site_id"]
    assert "gym" not in attempt(KAIFU, keep_open=True).placement.sites["site_id"]


def test_the_sites_of_an_answer_open_once(attempt, cast, clock):
    wish = SitingWish(FURONG, capacity=3_500)
    assert open_tried(cast.commander, clock, outbreak_id="tiny", wish=wish).opened == 2
    places = {row.place_id for row in list_sites(cast.commander.reach, "tiny")}
    assert places == {TONGYINLI, XINWU}
    assert open_tried(cast.commander, clock, outbreak_id="tiny", wish=wish).opened == 0
    kept = attempt(capacity=3_500, keep_open=True)
    assert kept.placement.sites["open"].all()


def test_many_communities_are_answered_by_the_quick_solver_and_say_so(attempt, monkeypatch):
    assert not attempt(CITY).quick
    monkeypatch.setattr(trying, "MANY", 3)
    found = attempt(CITY)
    assert found.quick
    assert found.placement.objective >= found.placement.choice.bound.value


def test_a_place_outside_the_reach_is_not_found_and_only_command_opens(attempt, cast, clock):
    for place_id in (CITY, KAIFU, "430199"):
        with pytest.raises(Problem) as refused:
            attempt(place_id, cast.district_commander)
        assert refused.value.code == "not-found"
    assert attempt(FURONG, cast.district_commander).population == 6_000
    with pytest.raises(Problem) as refused:
        open_tried(cast.district_cdc, clock, outbreak_id="tiny", wish=SitingWish(FURONG))
    assert refused.value.code == "not-your-role"


@pytest.mark.parametrize("wishes", [{"capacity": 0}, {"walk_m": 99}, {"door_percent": 51}])
def test_what_no_site_can_be_is_refused(attempt, wishes):
    with pytest.raises(Problem) as refused:
        attempt(**wishes)
    assert refused.value.code == "siting-unclear"


def test_a_place_without_people_on_record_is_told_of(attempt):
    with pytest.raises(Problem) as refused:
        attempt("v-teahouse")
    assert refused.value.code == "nobody-to-place-for"
