"""A rehearsal is asked for, run in pieces, kept as one file with its digest on record, and opened again."""

from dataclasses import replace

import polars as pl
import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.journal.models import Entry
from fangxian.operations.rehearsals.queries import get_rehearsal, list_cities, list_rehearsals
from fangxian.operations.rehearsals.results import read_outcome
from fangxian.operations.rehearsals.services import ask, run_on
from fangxian.stores.rehearsals import read_futures

pytestmark = pytest.mark.usefixtures("tree", "small")


def run_to_the_end(actor, clock, key, seconds: float = 60.0):
    row = run_on(actor, clock, rehearsal_id=key, seconds=seconds)
    return row if row.has_ended else run_to_the_end(actor, clock, key, seconds)


@pytest.fixture
def ended(cast, clock, wish) -> str:
    """A rehearsal of the commander that has ended."""
    key = str(ask(cast.commander, clock, wish=wish))
    run_to_the_end(cast.commander, clock, key)
    return key


def test_what_was_asked_is_on_record_with_the_version_of_its_plan_before_anything_runs(cast, clock, wish):
    key = ask(cast.commander, clock, wish=wish)
    row = get_rehearsal(cast.commander.reach, key)
    assert row.wish.plans == ("cn-covid19-8e-2021@8", "nothing")
    assert (row.wish.disease, row.done, row.has_ended) == ("sars-cov-2-delta", 0, False)
    assert Entry.objects.filter(verb="opened", object_kind="rehearsal", object_id=str(key)).count() == 1
    assert read_outcome(cast.commander.reach, key) is None


def test_it_runs_in_pieces_and_whoever_looks_sees_it_grow(cast, clock, wish):
    key = str(ask(cast.commander, clock, wish=wish))
    done = [run_on(cast.commander, clock, rehearsal_id=key, seconds=0.0).done for _ in range(3)]
    assert done == [2, 4, 6]
    so_far = read_outcome(cast.city_cdc.reach, key)
    assert [one.plan for one in so_far.plans] == ["cn-covid19-8e-2021@8", "nothing"]
    # Somebody else of the same places may run it on.
    assert run_to_the_end(cast.city_cdc, clock, key).done == 12


def test_the_same_question_in_one_piece_or_in_many_gives_the_same_file(cast, clock, wish, home):
    keys = [str(ask(cast.commander, clock, wish=wish)) for _ in range(2)]
    rows = [
        run_to_the_end(cast.commander, clock, key, seconds)
        for key, seconds in zip(keys, (0.0, 60.0), strict=True)
    ]
    assert rows[0].digest == rows[1].digest
    assert read_futures(home, keys[0]).equals(read_futures(home, keys[1]))


def test_the_end_is_on_record_once_however_often_it_is_run_on(cast, clock, ended):
    again = run_on(cast.commander, clock, rehearsal_id=ended)
    assert again.has_ended
    (entry,) = Entry.objects.filter(verb="closed", object_kind="rehearsal-end")
    assert again.digest in bytes(entry.canonical).decode()


def test_doing_nothing_infects_more_and_the_difference_is_told_with_its_interval(cast, ended):
    outcome = read_outcome(cast.commander.reach, ended)
    told = {one.outcome: one for one in outcome.differences}
    assert {(one.plan, one.against) for one in outcome.differences} == {("nothing", "cn-covid19-8e-2021@8")}
    infections = told["infections"]
    assert infections.low <= infections.mean <= infections.high
    assert infections.too_close == (infections.low <= 0 <= infections.high)
    acting, idle = outcome.plans
    assert acting.infections < idle.infections
    assert acting.restricted > idle.restricted == 0
    assert [one.on_frontier for one in (acting, idle)] == [True, True]


def test_another_plan_can_be_what_the_rest_is_held_against(cast, ended):
    turned = read_outcome(cast.commander.reach, ended, "nothing")
    assert {one.against for one in turned.differences} == {"nothing"}


def test_a_fan_begins_at_those_infected_first_and_ends_at_the_last_day_asked(cast, ended, wish):
    fan = read_outcome(cast.commander.reach, ended).plans[1].fan
    assert [fan[0]["day"], fan[-1]["day"]] == [-7, wish.days - 1]
    assert fan[0]["q05"] >= wish.seed_cases
    assert all(row["q05"] <= row["q25"] <= row["q50"] <= row["q75"] <= row["q95"] for row in fan)


def test_what_no_future_knows_is_told_with_its_reason(cast, ended):
    acting, idle = read_outcome(cast.commander.reach, ended).plans
    assert acting.not_modelled
    assert all(one.how.zh and one.how.en for one in acting.not_modelled)
    assert acting.not_judged
    assert idle.not_modelled == idle.not_judged == ()


def test_the_file_holds_no_column_about_a_person(ended, home):
    columns = set(read_futures(home, ended).columns)
    assert "infected_by_day" in columns
    assert not any("person_id" in name or "place" in name for name in columns)


def test_a_file_that_was_changed_or_is_gone_is_not_shown(cast, ended, home):
    path = home / "rehearsals" / f"{ended}.parquet"
    frame = pl.read_parquet(path)
    frame.with_columns(infections=pl.col("infections") * 0).write_parquet(path)
    with pytest.raises(Problem, match="gone or is not as it was"):
        read_outcome(cast.commander.reach, ended)
    path.unlink()
    with pytest.raises(Problem, match="gone or is not as it was"):
        read_outcome(cast.commander.reach, ended)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"plans": ()}, "plans-unclear"),
        ({"plans": ("nothing", "nothing")}, "plans-unclear"),
        ({"plans": ("no-such-plan",)}, "plans-unclear"),
        ({"plans": ("nothing",)}, "disease-unclear"),
        ({"disease": "cholera"}, "route-not-modelled"),
        ({"futures": 1}, "rehearsal-unclear"),
        ({"days": 5_000}, "rehearsal-unclear"),
        ({"assumptions": {"found_venue": 1.5}}, "rehearsal-unclear"),
        ({"assumptions": {"signing_hours": float("nan")}}, "rehearsal-unclear"),
        ({"assumptions": {"luck": 1.0}}, "no-such-assumption"),
        ({"place_id": "v-teahouse"}, "not-one-city"),
    ],
)
def test_what_cannot_be_rehearsed_is_refused_before_anything_is_written(cast, clock, wish, changed, code):
    with pytest.raises(Problem) as refused:
        ask(cast.commander, clock, wish=replace(wish, **changed))
    assert refused.value.code == code
    assert list_rehearsals(cast.commander.reach) == []


def test_only_command_and_disease_control_rehearse_and_only_their_own_places(cast, clock, wish):
    for role in ("district_cdc", "district_commander", "city_cdc"):
        assert ask(getattr(cast, role), clock, wish=wish)
    for role, code in (("community_worker", "not-your-role"), ("auditor", "not-your-role")):
        with pytest.raises(Problem) as refused:
            ask(getattr(cast, role), clock, wish=wish)
        assert refused.value.code == code
    with pytest.raises(Problem) as refused:
        ask(cast.district_cdc, clock, wish=replace(wish, place_id="430105"))
    assert refused.value.code == "not-found"


def test_the_worker_of_another_district_sees_no_rehearsal_and_no_city(cast, ended):
    assert list_rehearsals(cast.stranger.reach) == []
    assert list_cities(cast.stranger.reach) == []
    for key in (ended, "nonsense"):
        with pytest.raises(Problem) as refused:
            read_outcome(cast.stranger.reach, key)
        assert refused.value.code == "not-found"


def test_cities_are_places_of_a_pack_within_reach_and_wide_ones_come_first(cast):
    everywhere = [one.place_id for one in list_cities(cast.commander.reach)]
    assert everywhere[:3] == ["43", "4301", "4302"]
    assert "430102003" not in everywhere
    assert [one.place_id for one in list_cities(cast.district_cdc.reach)] == ["430102"]
