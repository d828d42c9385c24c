"""What the built-in plans say about one contact, one venue, one place: the rule books read aloud."""

from typing import Any

import polars as pl
import pytest

from fangxian.engines.conditions import compile_condition, evaluate, features_of
from fangxian.engines.plans import Plan, Scope
from fangxian.stores.packs import read_plan

MEASLES = read_plan("measles-us-county")
COVID = read_plan("cn-covid19-8e-2021")
COVID_2022 = read_plan("cn-covid19-9e-2022")


def _holds(plan: Plan, when: str, scope: Scope, facts: dict[str, Any]) -> bool:
    features = features_of(scope, plan.levels, plan.zone_levels)
    assert set(facts) <= set(features)
    row = {name: [facts.get(name, feature.unknown)] for name, feature in features.items()}
    return bool(evaluate(compile_condition(when, scope, plan.levels, plan.zone_levels), pl.DataFrame(row))[0])


def _started(plan: Plan, scope: Scope, at: str = "", **facts: Any) -> set[str]:
    """The measures started for one subject, as measure or measure@level."""
    return {
        action.measure if action.at == "here" else f"{action.measure}@{action.at}"
        for trigger in plan.triggers
        if trigger.scope == scope and trigger.at == at and _holds(plan, trigger.when, scope, facts)
        for action in trigger.then
    }


def _areas(plan: Plan, **facts: Any) -> set[str]:
    return {rule.level for rule in plan.areas if _holds(plan, rule.when, "place", facts)}


@pytest.mark.parametrize(
    ("hours", "offered"),
    [
        (1, "mmr-prophylaxis@county"),
        (72, "mmr-prophylaxis@county"),
        (73, "immune-globulin@county"),
        (144, "immune-globulin@county"),
        (145, None),
    ],
)
def test_vaccine_within_72_hours_of_exposure_then_globulin_within_6_days_then_neither(
    hours: int, offered: str | None
) -> None:
    started = _started(MEASLES, "person", degree=1, age=30, immunity="none", hours_since_first_exposure=hours)
    prophylaxis = started & {"mmr-prophylaxis@county", "immune-globulin@county"}
    assert prophylaxis == ({offered} if offered else set())


def test_an_infant_is_offered_globulin_from_the_first_hour() -> None:
    started = _started(MEASLES, "person", degree=1, age=0, hours_since_first_exposure=2)
    assert "immune-globulin@county" in started
    assert "mmr-prophylaxis@county" not in started


@pytest.mark.parametrize("immunity", ["immune", "vaccinated"])
def test_who_is_immune_is_only_watched(immunity: str) -> None:
    pupil = {"degree": 1, "age": 9, "in_school": True, "immunity": immunity, "hours_since_first_exposure": 5}
    assert _started(MEASLES, "person", **pupil) == {"symptom-monitoring"}


def test_a_pupil_of_unknown_immunity_stays_out_of_school_until_it_is_verified() -> None:
    started = _started(MEASLES, "person", degree=1, age=9, in_school=True, hours_since_first_exposure=5)
    assert {"school-exclusion@county", "verify-immunity@county"} <= started
    assert "home-quarantine" not in started


def test_an_adult_is_not_restricted_on_unknown_immunity() -> None:
    unknown = _started(MEASLES, "person", degree=1, age=40, hours_since_first_exposure=5)
    assert "home-quarantine" not in unknown
    assert "verify-immunity@county" in unknown
    known = _started(MEASLES, "person", degree=1, age=40, immunity="none", hours_since_first_exposure=5)
    assert "home-quarantine" in known


def test_nothing_is_started_for_a_measles_contact_of_long_ago() -> None:
    facts = {
        "degree": 1,
        "immunity": "none",
        "hours_since_first_exposure": 700,
        "days_since_last_exposure": 22,
    }
    assert _started(MEASLES, "person", **facts) == set()


def test_measles_is_acted_on_from_suspicion_and_confirmed_meanwhile() -> None:
    suspected = _started(MEASLES, "case", kind="suspected")
    assert {"report-to-state@county", "isolate-case@county", "lab-confirmation@county"} <= suspected
    assert "lab-confirmation@county" not in _started(MEASLES, "case", kind="confirmed")
    assert _started(MEASLES, "case", kind="discarded") == set()


def test_three_measles_cases_are_an_outbreak() -> None:
    assert "publish-places-and-times" not in _started(MEASLES, "place", "county", cases_total=2)
    assert "publish-places-and-times" in _started(MEASLES, "place", "county", cases_total=3)


def test_a_close_contact_is_quarantined_watched_and_tested() -> None:
    assert _started(COVID, "person", degree=1, days_since_last_exposure=3) == {
        "central-quarantine",
        "transfer-contacts@district",
        "test-contacts@district",
        "home-monitoring",
    }


def test_a_contact_past_quarantine_is_only_monitored() -> None:
    assert _started(COVID, "person", degree=1, days_since_last_exposure=15) == {"home-monitoring"}


def test_a_close_contact_of_a_contact_gets_seven_days() -> None:
    started = _started(COVID, "person", degree=2, days_since_last_exposure=1, score=240.0)
    assert started == {"quarantine-contact-of-contact", "test-contacts@district"}
    assert _started(COVID, "person", degree=2, days_since_last_exposure=8, score=240.0) == set()


def test_a_distant_contact_of_a_contact_is_tested_but_not_locked_up() -> None:
    started = _started(COVID, "person", degree=2, days_since_last_exposure=1, score=239.0)
    assert started == {"test-contacts@district"}


def test_one_infection_at_a_street_of_shops_tests_the_area_the_same_day() -> None:
    started = _started(
        COVID, "venue", venue_kind="street", cases=1, unknown_attendees=True, hours_since_last=90
    )
    assert {"testing-of-area@street", "duty-24h@street", "publish-places-and-times@city"} <= started
    assert COVID.measures["testing-of-area"].deadline.same_day


def test_a_venue_with_a_list_and_one_case_needs_the_list_and_no_testing_of_the_area() -> None:
    started = _started(COVID, "venue", venue_kind="restaurant", cases=1, found=40, hours_since_last=20)
    assert started == {"find-attendees", "venue-closure-disinfection"}


def test_the_operator_of_a_scenic_place_closes_it() -> None:
    assert "close-venue-operator" in _started(
        COVID, "venue", venue_kind="scenic", cases=1, hours_since_last=50
    )


def test_a_venue_of_three_weeks_ago_starts_nothing() -> None:
    assert _started(COVID, "venue", cases=3, unknown_attendees=True, hours_since_last=500) == set()


def test_areas_of_a_district_stop_teaching_and_close_scenic_places_in_the_city() -> None:
    started = _started(COVID, "place", "district", areas_medium=1)
    assert {"suspend-offline-teaching@city", "close-scenic-places@city", "mass-testing"} <= started
    assert _started(COVID, "place", "district", areas_low=3) == set()


def test_a_city_mobilises_for_an_exposed_venue_even_without_a_case_of_its_own() -> None:
    assert {"mobilise-all-levels", "recall-from-leave"} <= _started(COVID, "place", "city", exposed_venues=1)
    assert _started(COVID, "place", "city") == set()


def test_three_asymptomatic_infections_make_no_medium_area_as_in_changde() -> None:
    assert _areas(COVID, cases_14d=3, asymptomatic_14d=3, cases_total=3, asymptomatic_total=3) == set()


def test_one_confirmed_case_proposes_medium_and_more_than_fifty_with_a_cluster_high() -> None:
    assert _areas(COVID, confirmed_14d=1, confirmed_total=1) == {"medium"}
    assert _areas(COVID, confirmed_14d=20, confirmed_total=50, largest_cluster_14d=9) == {"medium"}
    assert _areas(COVID, confirmed_14d=20, confirmed_total=51, largest_cluster_14d=4) == {"medium"}
    assert _areas(COVID, confirmed_14d=20, confirmed_total=51, largest_cluster_14d=5) == {"high"}


def test_a_high_area_goes_down_to_medium_for_another_fourteen_days() -> None:
    assert _areas(COVID, area_level="high", days_since_last_case=14) == {"medium"}
    assert _areas(COVID, area_level="high", days_since_last_case=28) == set()


def test_the_ninth_edition_makes_the_residence_high_and_lowers_it_after_seven_days() -> None:
    assert _areas(COVID_2022, cases_14d=1, days_since_last_case=6) == {"high"}
    assert _areas(COVID_2022, cases_14d=1, days_since_last_case=7) == set()
    assert _areas(COVID_2022, area_level="high", days_since_last_case=7) == {"medium"}


@pytest.mark.parametrize(("plan", "days"), [(COVID, 14), (COVID_2022, 10), (MEASLES, 42)])
def test_an_outbreak_may_end_after_its_quiet_days_and_not_before_it_began(plan: Plan, days: int) -> None:
    def over(**facts: int) -> bool:
        return _holds(plan, plan.ending.when, "outbreak", facts)

    assert over(cases_total=5, days_since_last_case=days)
    assert not over(cases_total=5, days_since_last_case=days - 1)
    assert not over(cases_total=0)


@pytest.mark.parametrize("drawn", [{"zones_sealed": 1}, {"zones_controlled": 1}, {"areas_high": 1}])
def test_in_the_ninth_edition_a_zone_starts_what_a_risk_area_starts(drawn: dict[str, int]) -> None:
    assert "mass-testing" in _started(COVID_2022, "place", "district", **drawn)
    assert "leave-with-test" in _started(COVID_2022, "place", "city", **drawn)


def test_a_precaution_zone_closes_nothing() -> None:
    facts = {"zones_precaution": 1, "zone_level": "precaution"}
    assert "mass-testing" not in _started(COVID_2022, "place", "district", **facts)
    assert "stay-home" not in _started(COVID_2022, "place", "community", **facts)


@pytest.mark.parametrize("level", ["controlled", "sealed"])
def test_who_lives_in_a_zone_stays_at_home(level: str) -> None:
    assert "stay-home" in _started(COVID_2022, "place", "community", zone_level=level)
