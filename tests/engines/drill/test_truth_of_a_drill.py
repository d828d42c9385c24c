"""The truth of a drill arrives piece by piece, and what was told once is never taken back.

The city has 6,000 people in two communities, c0 and c1; five of them are infected on day 0.
"""

from dataclasses import replace

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.drill import DISPATCHES, in_force, tell
from fangxian.engines.drill.examples import A_CITY, A_COMPILED, A_TRUTH
from fangxian.engines.rehearsal import Assumptions, compile_plan, make_up_city
from fangxian.stores.packs import read_plan

NO_ORDERS = pl.DataFrame(schema=DISPATCHES)
RESULT_DAYS = A_COMPILED.policy.result_days


def stay_home(place: str, done: float | None, until: float, key: str = "one", acts: bool = True) -> tuple:
    return (key, "o-1", "stay-home", place, "command_office", 0.0, 0.0, done, until, acts)


def orders(*rows: tuple) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=DISPATCHES, orient="row")


def test_steps_tell_the_same_cases_and_contacts_as_one_look_at_the_end():
    whole = tell(A_TRUTH, NO_ORDERS, 0.0, 24.0)
    steps = [tell(A_TRUTH, NO_ORDERS, day, day + 0.5) for day in [n / 2 for n in range(48)]]
    assert whole.cases.height > 5
    assert pl.concat([step.cases for step in steps]).equals(whole.cases)
    assert pl.concat([step.contacts for step in steps]).equals(whole.contacts)
    assert steps[-1].infections == whole.infections


@settings(max_examples=25, deadline=None)
@given(
    now=st.floats(6.0, 20.0),
    later=st.lists(
        st.tuples(st.sampled_from(["c0", "c1"]), st.floats(0.0, 5.0), st.floats(0.1, 9.0)), max_size=4
    ),
)
def test_what_is_done_later_changes_nothing_known_by_then_nor_while_a_sample_waits(now, later):
    rows = [
        stay_home(place, now + after, now + after + lasts, f"k{n}")
        for n, (place, after, lasts) in enumerate(later)
    ]
    before, after = (tell(A_TRUTH, known, 0.0, now + RESULT_DAYS) for known in (NO_ORDERS, orders(*rows)))
    assert before.cases.equals(after.cases)


def test_people_who_stay_home_infect_fewer():
    at_home = orders(stay_home("c0", 3.0, 40.0, "a"), stay_home("c1", 3.0, 40.0, "b"))
    assert tell(A_TRUTH, at_home, 0.0, 30.0).infections < tell(A_TRUTH, NO_ORDERS, 0.0, 30.0).infections


def test_a_contact_is_found_through_a_case_on_record_before():
    told = tell(A_TRUTH, NO_ORDERS, 0.0, 24.0)
    cases = dict(told.cases.select("person", "reported_day").iter_rows())
    assert told.contacts.height > 0
    assert all(cases[case] < found for case, found in told.contacts.select("case", "found_day").iter_rows())


def test_only_what_is_done_is_in_force_and_only_where_the_office_commands():
    rows = orders(
        stay_home("c0", 4.0, 9.0, "done"),
        stay_home("c1", None, 9.0, "open"),
        stay_home("c1", 5.0, 9.0, "helps", acts=False),
        ("x", "o-2", "broadcast", "c1", "command_office", 0.0, 0.0, 4.0, 9.0, True),
    )
    assert in_force(A_COMPILED, A_CITY, rows).given.tolist() == [[0.0, 0.0, 4.0, 9.0]]


def test_a_renewed_measure_is_one_and_one_that_starts_again_is_a_copy():
    rows = orders(
        stay_home("c0", 4.0, 9.0, "a"), stay_home("c0", 8.0, 12.0, "b"), stay_home("c0", 14.0, 16.0, "c")
    )
    policy = in_force(A_COMPILED, A_CITY, rows)
    assert policy.given.tolist() == [[0.0, 0.0, 4.0, 12.0], [0.0, 1.0, 14.0, 16.0]]
    assert policy.lasts.tolist() == [A_COMPILED.policy.lasts[0]] * 2
    assert len(policy.rule_kind) == 0


def test_every_column_that_has_a_row_for_each_measure_is_copied_with_it():
    city = make_up_city(6_000, seed=1, vaccinated=0.0)
    compiled = compile_plan(
        read_plan("cn-covid19-8e-2021"), city.levels, city.kinds, city.people, Assumptions()
    )
    many = len(compiled.measures)
    place, measure = city.places[0], compiled.measures[0]
    again = [
        (key, "o-1", measure, place, "command_office", 0.0, 0.0, begins, begins + 1.0, True)
        for key, begins in (("a", 2.0), ("b", 5.0))
    ]
    policy = in_force(compiled, city, orders(*again))
    by_measure = [
        name for name, column in compiled.policy._asdict().items()
        if getattr(column, "shape", ())[:1] == (many,) and not name.startswith(("rule_", "compare", "until", "then"))
    ]  # fmt: skip
    assert len(by_measure) >= 11
    assert {name: len(getattr(policy, name)) for name in by_measure} == dict.fromkeys(by_measure, 2 * many)


def test_with_few_teams_a_contact_still_belongs_to_the_case_whose_turn_it_was():
    slow = replace(
        A_TRUTH, compiled=replace(A_COMPILED, policy=A_COMPILED.policy._replace(interviews_a_day=0.5))
    )
    told, usual = (tell(truth, NO_ORDERS, 0.0, 24.0) for truth in (slow, A_TRUTH))
    cases = dict(told.cases.select("person", "reported_day").iter_rows())
    assert all(cases[case] < found for case, found in told.contacts.select("case", "found_day").iter_rows())
    # All contacts of a case are found at one instant, and no other case's are found then.
    instants = told.contacts.select("case", pl.col("found_day").round(9)).unique()
    assert instants["case"].n_unique() == instants["found_day"].n_unique() == instants.height > 3
    assert told.contacts["found_day"].min() > usual.contacts["found_day"].min()
