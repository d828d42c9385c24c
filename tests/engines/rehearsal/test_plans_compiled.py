"""Every measure of every plan is modelled, or says in both languages why it changes nothing."""

import numpy as np
import pytest

from fangxian.engines.epidemic import HOUSEHOLD, LEARNING, VENUE, WORKING
from fangxian.engines.problems import Problem
from fangxian.engines.rehearsal import Assumptions, closeness_of, compile_plan, course_of, list_modelled
from fangxian.engines.rehearsal.city import LEVELS
from fangxian.engines.rehearsal.closings import closings_for
from fangxian.engines.rehearsal.contacts import doses_for, rule_for
from fangxian.engines.rehearsal.effects import left_of
from fangxian.engines.rehearsal.examples import A_GROUND
from fangxian.stores.packs import list_packs, read_disease, read_plan

KINDS = ("shop", "restaurant", "scenic", "theatre", "training", "hotel")
EIGHTH = read_plan("cn-covid19-8e-2021")


def compiled(plan=EIGHTH, **figures: float):
    return compile_plan(plan, LEVELS, KINDS, 1e6, Assumptions(**figures))


@pytest.mark.parametrize("name", list_packs("plans"))
def test_the_list_of_what_is_modelled_is_complete(name):
    plan = read_plan(name)
    listed = {one.measure: one for one in list_modelled(plan)}
    assert set(listed) == set(plan.measures)
    assert all(one.how.zh and one.how.en for one in listed.values())
    # What the kernel is given is what the list says, and nothing that changes anything is left unsaid.
    given = compile_plan(plan, LEVELS, KINDS, 1e6, Assumptions(price_staff_hour=0.0))
    assert {measure for measure in given.measures if not listed[measure].modelled} == set()


def test_a_measure_with_an_effect_reaches_the_channel_its_pack_names():
    left = {name: left_of(EIGHTH.measures[name], KINDS) for name in ("stay-home", "close-scenic-places", "checkpoint",
                                                                     "suspend-offline-teaching")}  # fmt: skip
    assert left["stay-home"].resident[WORKING] == pytest.approx(0.134)
    assert left["stay-home"].resident[HOUSEHOLD] == 1.0
    scenic = left["close-scenic-places"].location[VENUE:]
    assert scenic.tolist() == pytest.approx([1.0, 1.0, 0.05, 1.0, 1.0, 1.0])
    assert left["checkpoint"].border == pytest.approx(0.5)
    assert left["suspend-offline-teaching"].location[LEARNING] == pytest.approx(0.05)


def test_a_setting_counts_and_not_also_what_it_did_to_transmission_as_a_whole():
    """Closing schools is told twice in its pack: by what it does to schools, and by what it did to all transmission."""
    assert {one.route for one in EIGHTH.measures["suspend-offline-teaching"].effect.reduces} == {
        "school",
        "transmission",
    }
    assert (left_of(EIGHTH.measures["suspend-offline-teaching"], KINDS).resident == 1.0).all()


def test_contacts_are_kept_as_long_as_the_edition_in_force_says():
    ninth = read_plan("cn-covid19-9e-2022")
    assert (rule_for(EIGHTH, 1, 100.0).days, rule_for(ninth, 1, 100.0).days) == (14.0, 7.0)
    assert rule_for(EIGHTH, 1, 100.0).sample_days == (1.0, 4.0, 7.0, 14.0)
    assert rule_for(EIGHTH, 2, 1000.0).days == 7.0
    assert rule_for(EIGHTH, 2, 0.0).days == 0.0


def test_signing_and_doing_take_the_hours_that_are_set():
    slow, fast = compiled(signing_hours=12.0, done_share=1.0), compiled(signing_hours=0.0, done_share=0.0)
    home = slow.measures.index("stay-home")
    assert slow.policy.starts_after[home] == pytest.approx(
        (12.0 + EIGHTH.measures["stay-home"].deadline.hours) / 24
    )
    assert not fast.policy.starts_after.any()


def test_rules_on_one_condition_are_judged_once():
    rules = compiled().rules
    keys = [(rule.kind, rule.level, repr(rule.when)) for rule in rules if rule.starts]
    assert len(keys) == len(set(keys))
    started = {compiled().measures[m] for rule in rules for m, _ in rule.starts}
    assert {"stay-home", "mass-testing", "close-scenic-places"} <= started


def test_what_no_future_judges_is_told_with_its_reason():
    left_out = dict(compiled().left_out)
    assert "r11-venue-with-unknown-visitors" in left_out
    assert all(reason.zh and reason.en for reason in left_out.values())


def test_a_disease_that_spreads_by_water_is_refused_with_a_sentence():
    with pytest.raises(Problem) as refused:
        course_of(read_disease("cholera"), closeness_of(A_GROUND), Assumptions())
    assert refused.value.code == "route-not-modelled"
    assert "water" in refused.value.in_("en")
    assert "传播途径" in refused.value.in_("zh")


def test_a_figure_that_is_none_is_refused_with_the_list():
    with pytest.raises(Problem) as refused:
        Assumptions().with_set({"speed": 3.0})
    assert refused.value.code == "no-such-assumption"
    assert "signing_hours" in refused.value.in_("en")


def test_every_figure_that_is_assumed_says_where_it_is_from():
    sources = [one.metadata["source"] for one in Assumptions.__dataclass_fields__.values()]
    assert all(sources)
    assert np.isfinite(list(vars(Assumptions()).values())).all()


def test_doses_for_contacts_are_given_in_the_days_the_plan_says_with_the_figures_of_their_packs():
    """Vaccine within 72 hours of exposure, globulin from then to six days; orders are done at half of their deadline."""
    vaccine, globulin = doses_for(read_plan("measles-us-county"))
    assert (vaccine.measure.id, vaccine.from_days, vaccine.to_days) == ("mmr-prophylaxis", 0.0, 3.0)
    assert (globulin.measure.id, globulin.from_days, globulin.to_days) == ("immune-globulin", 3.0, 6.0)
    table = compiled(read_plan("measles-us-county")).policy.doses
    assert table[0].tolist() == pytest.approx([1.5, 0.0, 3.0, 0.8, 1.0 - (0.344 + 0.958) / 2, 0.0])
    assert compiled().policy.doses.shape == (0, 6)


def test_what_gives_something_against_infection_is_modelled():
    listed = {one.measure: one.modelled for one in list_modelled(read_plan("measles-us-county"))}
    assert listed["mmr-prophylaxis"]
    assert listed["immune-globulin"]


def test_a_venue_is_closed_as_the_plan_says_for_its_kind():
    """Scenic places and theatres by their operator for 14 days within two hours, other rooms for 3 days, stations not at all."""
    kinds = ("shop", "scenic", "theatre", "station")
    after, days = closings_for(EIGHTH, kinds, 1.0)
    assert dict(zip(kinds, days, strict=True)) == {
        "shop": 3.0,
        "scenic": 14.0,
        "theatre": 14.0,
        "station": 0.0,
    }
    assert (after * 24.0).tolist() == pytest.approx([12.0, 2.0, 2.0, 0.0])


def test_a_plan_that_closes_no_venue_has_none():
    assert closings_for(read_plan("measles-us-county"), KINDS, 1.0)[1].size == 0
