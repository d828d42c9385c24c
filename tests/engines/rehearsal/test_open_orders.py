"""What is on record becomes a race: cases, measures that stand, and open orders; what has no price says why."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxian.engines import tables
from fangxian.engines.epidemic import NEVER
from fangxian.engines.epidemic.watch import ISOLATION, PLACE, TRACING
from fangxian.engines.rehearsal.race import (
    DAYS_BACK,
    DISPATCHES,
    by_dispatch,
    fitted_belief,
    price,
    race_setting,
    usual_belief,
    with_orders,
)
from fangxian.engines.rehearsal.race.examples import a_dispatch, a_scale, a_stage, on_record, some_draws
from fangxian.engines.rehearsal.race.homes import Homes
from fangxian.engines.rehearsal.race.open_orders import FOLDED_FROM, expected_at
from fangxian.engines.rehearsal.race.pricing import PRICES

NOW = on_record().as_of


def raced(*rows, measures=None, cases=None):
    known = replace(on_record(), dispatches=pl.DataFrame(list(rows), schema=DISPATCHES))
    if measures is not None:
        known = replace(known, measures=tables.MEASURES.rows(measures))
    if cases is not None:
        known = replace(known, cases=tables.CASES.rows(cases))
    return race_setting(a_stage(), known, usual_belief(2))


def in_force(name: str, measure: str, place: str):
    return {
        "measure_id": name, "measure": measure, "place_id": place, "starts_at": NOW - timedelta(days=2),
        "ends_at": NOW + timedelta(days=5), "restricts": True, "legal_basis": "x", "change": "unchanged",
        "outbreak_id": "o", "rule": "r", "evidence": "1", "digest": "d",
    }  # fmt: skip


def test_days_count_from_local_midnight_four_weeks_back():
    known = replace(on_record(), timezone="Asia/Shanghai")
    assert known.day_of(NOW) == pytest.approx(DAYS_BACK + 18.0 / 24.0)


def test_a_case_has_its_day_at_noon_but_never_later_than_now():
    running = race_setting(a_stage(), on_record(), usual_belief(2)).setting.running
    assert running.onset[0] == DAYS_BACK - 2.5
    assert running.reported[0] == DAYS_BACK - 0.5
    assert DAYS_BACK + 0.41 < running.reported[1] < DAYS_BACK + 10.0 / 24.0
    assert np.isnan(running.onset[1])


def test_a_case_already_isolated_has_its_instant_and_one_ordered_to_be_is_isolated_at_the_deadline():
    running = race_setting(a_stage(), on_record(), usual_belief(2)).setting.running
    assert running.isolated[0] == pytest.approx(DAYS_BACK - 4.0 / 24.0)
    assert running.isolated[1] == pytest.approx(DAYS_BACK + 11.0 / 24.0)
    assert (running.found == NEVER).all()


def test_discarded_cases_and_those_of_five_weeks_ago_are_no_part_of_it():
    row = {"person_id": "p", "residence_place_id": "c0"}
    found = raced(
        cases=[
            {"case_id": "1", "reported_on": date(2021, 7, 30), "kind": "discarded", **row},
            {"case_id": "2", "reported_on": date(2021, 6, 20), **row},
            {"case_id": "3", "reported_on": date(2021, 7, 30), **row},
        ]
    )
    assert len(found.setting.running.community) == 1


@given(st.text(min_size=1, max_size=12))
def test_whoever_lives_somewhere_in_a_district_always_lives_in_the_same_community_of_it(case: str):
    stage = a_stage()
    homes = Homes(stage.city, stage.parents)
    assert homes.community_of("d0", case) == homes.community_of("d0", case) in (0, 1)
    assert homes.community_of("nowhere", case) == -1


def test_what_is_late_is_taken_to_be_done_within_the_hour():
    assert expected_at(NOW, NOW - timedelta(hours=9)) == NOW + timedelta(hours=1)
    assert expected_at(NOW, NOW + timedelta(hours=9)) == NOW + timedelta(hours=9)


def test_an_order_at_a_place_begins_at_its_deadline_and_ends_with_its_measure():
    row = a_dispatch("home", "stay-home", "s0", NOW + timedelta(hours=2), measure_id="m")
    found = raced(row, measures=[in_force("m", "stay-home", "s0")])
    assert found.setting.policy.given.tolist() == [
        [2.0, 0.0, pytest.approx(found.setting.now + 2 / 24), pytest.approx(found.setting.now + 5.0)]
    ]
    assert (found.orders.kind.tolist(), found.orders.at.tolist()) == ([PLACE], [0])


def test_a_measure_without_an_order_stands_since_it_began():
    (row,) = raced(measures=[in_force("m", "stay-home", "c1")]).setting.policy.given
    assert row[2] == pytest.approx(DAYS_BACK + 10 / 24 - 2.0)


def test_where_an_order_is_done_its_measure_stands_and_only_the_rest_is_priced():
    done = a_dispatch(
        "a", "stay-home", "c0", NOW, measure_id="m", is_done=True, done_at=NOW - timedelta(hours=3)
    )
    left = a_dispatch("b", "stay-home", "c1", NOW + timedelta(hours=1), measure_id="m")
    found = raced(done, left, measures=[in_force("m", "stay-home", "d0")])
    assert found.orders.ids == ("b",)
    assert found.setting.policy.given[:, 0].tolist() == [0.0, 1.0]
    assert found.setting.policy.given[0, 2] == pytest.approx(found.setting.now - 3 / 24)


def test_an_order_for_what_stands_already_costs_nothing_and_says_so():
    found = raced(
        a_dispatch("again", "stay-home", "c1", NOW + timedelta(hours=1)),
        measures=[in_force("m", "stay-home", "c1")],
    )
    assert found.orders.ids == ()
    assert "stands there already" in found.unpriced[0][1].en


def test_a_department_beside_the_command_office_has_no_price_of_its_own():
    office = a_dispatch("office", "stay-home", "c0", NOW + timedelta(hours=1), measure_id="m")
    police = a_dispatch(
        "a-police", "stay-home", "c0", NOW + timedelta(hours=1), measure_id="m", department="police"
    )
    found = raced(office, police)
    assert found.orders.ids == ("office",)
    assert found.unpriced[0][0] == "a-police"


@pytest.mark.parametrize(
    ("measure", "reason"),
    [
        ("disinfect-area", "no measure of this plan"),
        ("isolate-case", "none of its cases"),
        ("central-quarantine", "about single people"),
    ],
)  # fmt: skip
def test_what_a_future_does_not_know_is_left_out_with_its_reason(measure: str, reason: str):
    found = raced(a_dispatch("x", measure, "c0", NOW + timedelta(hours=1), evidence="9"))
    assert found.orders.ids == ()
    assert reason in found.unpriced[0][1].en
    assert found.unpriced[0][1].zh


def test_an_order_about_several_cases_is_told_case_by_case():
    found = raced(a_dispatch("look", "case-investigation", "d0", NOW + timedelta(hours=3), evidence="1;2"))
    assert found.orders.ids == ("look#0", "look#1")
    assert found.orders.kind.tolist() == [TRACING, TRACING]
    assert found.setting.running.found.tolist() == [pytest.approx(found.setting.now + 3 / 24)] * 2


def test_contacts_to_be_fetched_were_found_some_hours_before():
    found = raced(a_dispatch("hold", "transfer-contacts", "d0", NOW + timedelta(hours=3), evidence="2"))
    transfer = a_stage().compiled.policy.transfer_days
    assert found.setting.running.found[1] == pytest.approx(found.setting.now + 3 / 24 - transfer)


def test_only_cases_still_at_home_are_priced_of_an_order_to_isolate():
    found = raced(a_dispatch("isolate", "isolate-case", "d0", NOW + timedelta(hours=1), evidence="1;2"))
    assert (found.orders.kind.tolist(), found.orders.at.tolist()) == ([ISOLATION], [1])


def test_an_order_open_at_very_many_places_is_told_office_by_office():
    rows = [
        a_dispatch(
            f"x{n}", "stay-home", f"far{n}" if n else "c0", NOW + timedelta(hours=1), measure_id="m",
            parent_id="above", parent_place_id="s0",
        )
        for n in range(FOLDED_FROM)
    ]  # fmt: skip
    found = raced(*rows)
    assert found.orders.ids == ("above",)
    assert len(found.pieces[0].dispatch_ids) == FOLDED_FROM + 1
    assert found.unpriced == ()


def test_a_fit_says_how_many_are_hidden_and_where():
    found = race_setting(a_stage(), on_record(), fitted_belief(some_draws(), a_scale()))
    assert found.setting.running.hidden.tolist() == [6.0]
    assert found.setting.running.part_share.tolist() == [0.5, 0.75, 1.0]
    assert found.setting.running.part_first.tolist() == [0, -1, -1]
    assert found.setting.settings.shape == (2, 6)


def test_prices_told_a_few_at_a_time_are_of_the_same_orders():
    whole = race_setting(a_stage(), on_record(), usual_belief(2))
    for k, name in enumerate(whole.orders.ids):
        part = with_orders(whole, range(k, k + 1))
        assert price(part.setting, part.orders, 40)["order_id"].to_list() == [name]


@given(st.lists(st.floats(-1.0, 1.0), min_size=1, max_size=5), st.floats(0.0, 1.0))
def test_what_an_order_does_adds_up_and_only_what_is_left_of_it_counts(prices: list[float], left: float):
    found = raced(a_dispatch("look", "case-investigation", "d0", NOW, evidence="1;2"))
    piece = replace(found.pieces[0], share_left=left)
    rows = [
        {**dict.fromkeys(PRICES, 0.0), "order_id": str(n), "infections": one, "infections_low": one - 1.0,
         "infections_high": one + 1.0, "told_twice": 1, "too_small": False}
        for n, one in enumerate(prices)
    ]  # fmt: skip
    pieces = [(str(n), piece) for n in range(len(prices))]
    row = by_dispatch(pl.DataFrame(rows, schema=PRICES), pieces).row(0, named=True)
    assert row["infections"] == pytest.approx(left * sum(prices))
    assert row["infections_high"] - row["infections"] == pytest.approx(left * len(prices) ** 0.5)
    assert not row["too_small"] or row["infections_low"] <= 0.0 or row["infections"] < 0.01
