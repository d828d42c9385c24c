"""Futures are the same on any machine, and two plans share every draw up to where they act."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from fangxian.engines.epidemic import no_policy
from fangxian.engines.rehearsal import (
    FUTURE,
    Assumptions,
    Start,
    closeness_of,
    compile_plan,
    course_of,
    differences,
    futures,
    make_up_city,
    rehearse,
    rehearse_until_decided,
)
from fangxian.stores.packs import read_disease, read_plan

CITY = make_up_city(120_000, seed=2, vaccinated=0.6)
COURSE = course_of(read_disease("sars-cov-2-delta"), closeness_of(CITY.ground), Assumptions())
NOTHING = no_policy(len(CITY.kinds))
START = Start(seed_cases=6, seeded_days_ago=5, days=30)


def policy(name: str = "cn-covid19-8e-2021", **figures: float):
    return compile_plan(read_plan(name), CITY.levels, CITY.kinds, CITY.people, Assumptions(**figures)).policy


def run(policies: dict, count: int = 40, **options) -> pl.DataFrame:
    return rehearse(CITY, COURSE, policies, START, count, **options).futures


def mean(rows: pl.DataFrame, plan: str, outcome: str) -> float:
    return float(rows.filter(plan=plan)[outcome].cast(pl.Float64()).mean())


def test_a_row_for_every_plan_and_future_with_the_columns_that_are_promised():
    rows = run({"8e": policy(), "nothing": NOTHING}, 12)
    assert rows.schema == FUTURE
    assert rows.group_by("plan").len().sort("plan").rows() == [("8e", 12), ("nothing", 12)]
    assert rows.filter(plan="nothing")["detected_on"].null_count() == 12
    assert rows.filter(plan="8e")["detected_on"].null_count() == 0


@pytest.mark.parametrize("threads", [1, 3])
def test_threads_change_nothing(threads):
    assert run({"8e": policy()}, 20, threads=threads).equals(run({"8e": policy()}, 20, threads=2))


def test_a_future_that_needs_more_room_is_the_same_as_one_that_had_it(monkeypatch):
    roomy = run({"8e": policy(), "nothing": NOTHING}, 6)
    monkeypatch.setattr(futures, "ROOM", 64)
    assert run({"8e": policy(), "nothing": NOTHING}, 6).equals(roomy)


def test_another_seed_gives_other_futures():
    one, other = (run({"8e": policy()}, 20, seed=seed)["infections"].to_list() for seed in (1, 2))
    assert one != other


def test_a_plan_beside_itself_differs_in_nothing_and_one_future_does_not_depend_on_how_many_there_are():
    rows = run({"8e": policy(), "again": policy()}, 15)
    assert all(one.mean == one.low == one.high == 0.0 for one in differences(rows, "8e"))
    assert run({"8e": policy()}, 5).equals(rows.filter(pl.col("plan") == "8e").head(5))


def test_doing_nothing_infects_more_than_the_plan_and_an_hour_costs_something():
    rows = run({"8e": policy(), "a day later": policy(signing_hours=26.0), "nothing": NOTHING}, 200)
    assert mean(rows, "nothing", "infections") > 3 * mean(rows, "8e", "infections")
    later = next(
        one for one in differences(rows, "8e") if (one.plan, one.outcome) == ("a day later", "infections")
    )
    assert later.mean > 0.0


def test_pairing_makes_the_interval_of_a_difference_far_shorter_than_that_of_two_means():
    rows = run({"8e": policy(), "slower": policy(signing_hours=8.0)}, 200)
    paired = next(one for one in differences(rows, "8e") if one.outcome == "infections")
    apart = rows.group_by("plan").agg(pl.col("infections").var())["infections"].sum() / 200
    assert (paired.high - paired.low) < 0.5 * 2 * 1.96 * float(np.sqrt(apart))


def test_nobody_found_in_quarantine_means_nobody_managed():
    blind = policy(found_household=0.0, found_work=0.0, found_school=0.0, found_venue=0.0, found_site=0.0)
    rows = run({"8e": policy(), "blind": blind}, 60)
    assert mean(rows, "blind", "people_managed") == 0.0
    assert mean(rows, "blind", "infections") > mean(rows, "8e", "infections")


def test_home_instead_of_rooms_infects_no_fewer():
    rows = run({"rooms": policy(), "home": policy(rooms=0.0)}, 150)
    assert mean(rows, "home", "infections") >= mean(rows, "rooms", "infections")


def test_a_refused_plan_binds_nobody_in_places():
    rows = run({"refused": policy(accepted=0.0)}, 20)
    assert mean(rows, "refused", "person_days_locked") == 0.0
    assert mean(rows, "refused", "missed_school_days") == 0.0


def test_sampling_sites_infect_people_where_one_stands_close():
    tested = policy(accepted=1.0)
    crowded = replace_site(tested, 400.0)
    rows = run({"apart": replace_site(tested, 0.0), "crowded": crowded}, 150)
    assert mean(rows, "crowded", "infections") > mean(rows, "apart", "infections")


def replace_site(one, contacts: float):
    return one._replace(site_contacts=contacts)


def test_a_laboratory_that_is_slower_finds_later():
    rows = run({"fast": policy(tubes_a_day=1e6), "slow": policy(tubes_a_day=2_000.0)}, 150)
    assert mean(rows, "slow", "infections") >= mean(rows, "fast", "infections")


def test_what_was_counted_each_day_adds_up():
    found = rehearse(CITY, COURSE, {"8e": policy()}, START, 20)
    assert found.infections["8e"].sum(axis=1).tolist() == found.futures["infections"].to_list()
    assert found.cases["8e"].sum(axis=1).tolist() == found.futures["cases"].to_list()


def test_futures_stop_when_the_ranking_is_clear_and_are_those_one_would_have_had():
    plans = {"8e": policy(), "nothing": NOTHING}
    few = rehearse_until_decided(CITY, COURSE, plans, START, 400).futures
    assert few.filter(plan="8e").height < 400
    assert few.equals(run(plans, few.filter(plan="8e").height))


def test_two_plans_that_are_the_same_are_never_told_apart():
    same = rehearse_until_decided(CITY, COURSE, {"8e": policy(), "again": policy()}, START, 120)
    assert same.futures.filter(plan="8e").height == 120
    assert same.infections["8e"].shape[0] == 120


def test_progress_is_told_up_to_the_whole():
    seen: list[tuple[int, int]] = []
    run({"8e": policy(), "nothing": NOTHING}, 5, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (10, 10)


def test_an_assumption_is_a_figure_of_its_own():
    assert replace(Assumptions(), rooms=5.0).with_set({"rooms": 7.0}).rooms == 7.0


def test_few_tracers_find_contacts_late_and_more_people_are_infected():
    rows = run({"many": policy(), "few": policy(tracing_teams=2.0)}, 150)
    assert mean(rows, "few", "infections") > mean(rows, "many", "infections")


def test_tracers_without_end_are_as_if_nobody_waited():
    """Contacts are found in the usual time after each report: what the kernel did before it knew of teams."""
    endless, plenty = policy()._replace(interviews_a_day=np.inf), policy(tracing_teams=1e12)
    rows = run({"endless": endless, "plenty": plenty}, 40)
    assert rows.filter(plan="endless").drop("plan").equals(rows.filter(plan="plenty").drop("plan"))


def test_without_tracers_nobody_is_found():
    assert mean(run({"none": policy(tracing_teams=0.0)}, 10), "none", "people_managed") == 0.0


def test_who_arrives_infected_is_there_under_every_plan_and_who_leaves_is_counted():
    course = course_of(
        read_disease("sars-cov-2-delta"),
        closeness_of(CITY.ground),
        Assumptions(arrivals_a_day=2.0, leave_a_day=0.02),
    )
    found = rehearse(CITY, course, {"8e": policy(), "nothing": NOTHING}, START, 40)
    assert mean(found.futures, "nothing", "infections") > mean(
        run({"nothing": NOTHING}), "nothing", "infections"
    )
    assert mean(found.futures, "8e", "exported") < mean(found.futures, "nothing", "exported")
    assert (
        found.infections["8e"].sum(axis=1).tolist() == found.futures.filter(plan="8e")["infections"].to_list()
    )


def test_checkpoints_of_a_plan_find_some_of_those_who_arrive():
    course = course_of(
        read_disease("sars-cov-2-delta"), closeness_of(CITY.ground), Assumptions(arrivals_a_day=2.0)
    )
    plans = {"looks": policy(checked=1.0), "waves through": policy(checked=0.0)}
    rows = rehearse(CITY, course, plans, START, 150).futures
    assert mean(rows, "looks", "infections") < mean(rows, "waves through", "infections")


def test_unless_it_is_set_nobody_leaves():
    assert run({"8e": policy(), "nothing": NOTHING}, 10)["exported"].sum() == 0
