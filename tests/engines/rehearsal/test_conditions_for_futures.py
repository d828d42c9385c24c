"""A plan's conditions say the same to a future as to the live system."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.conditions import compile_condition
from fangxian.engines.conditions.features import features_of
from fangxian.engines.epidemic import FEATURES, NOTHING, OPERATORS
from fangxian.engines.rehearsal.conditions import NotModelledError, Words, as_table, compare
from fangxian.stores.packs import list_packs, read_plan

PLANS = [read_plan(name) for name in list_packs("plans")]
OF_PLACES = [(plan, trigger.when) for plan in PLANS for trigger in plan.triggers if trigger.scope == "place"]
OF_AREAS = [(plan, when) for plan in PLANS for area in plan.areas for when in (area.when, area.ends_when)]


def known_to_futures(plan) -> dict:
    words = Words(plan.levels)

    def is_known(name: str) -> bool:
        try:
            words.feature(name)
        except NotModelledError:
            return False
        return True

    return {
        name: one
        for name, one in features_of("place", plan.levels, plan.zone_levels).items()
        if is_known(name)
    }


def values_of(plan) -> st.SearchStrategy[dict]:
    """Rows of everything a condition of a place may ask; what no future knows is as it is where nothing happens."""
    every = features_of("place", plan.levels, plan.zone_levels)
    fixed = {name: st.just(one.unknown) for name, one in every.items()}
    numbers = {
        name: st.integers(0, 60) if one.type_ == "int" else st.sampled_from(["", *plan.levels])
        for name, one in known_to_futures(plan).items()
    }
    return st.fixed_dictionaries({**fixed, **numbers})


def answer_of(table: np.ndarray, row: dict, plan) -> bool:
    """Judge the table by hand, as the kernel does."""
    words = Words(plan.levels)
    values = {words.feature(name): words.figure(row[name]) for name in known_to_futures(plan)}
    whole = True
    for feature, operator, figure, ends in table:
        if feature == NOTHING:
            return False
        value = values[int(feature)]
        signs = (
            value == figure,
            value != figure,
            value < figure,
            value <= figure,
            value > figure,
            value >= figure,
        )
        whole = whole and dict(zip(OPERATORS, signs, strict=True))[OPERATORS[int(operator)]]
        if ends:
            if whole:
                return True
            whole = True
    return False


@pytest.mark.parametrize(
    ("plan", "condition"), [*OF_PLACES, *OF_AREAS], ids=lambda value: getattr(value, "id", value)
)
def test_every_condition_of_every_plan_is_answered_alike(plan, condition):
    live = compile_condition(condition, "place", plan.levels, plan.zone_levels)
    table = as_table([compare(condition, plan.levels)])[0]

    @settings(max_examples=80, deadline=None)
    @given(values_of(plan))
    def alike(row):
        assert answer_of(table, row, plan) == live.execute({name: row[name] for name in live.features})

    alike()


def test_an_alternative_that_no_future_knows_is_left_out_and_one_that_knows_none_is_told():
    assert compare("cases_14d >= 2 || exposed_venues >= 1", ()) == [((FEATURES.index("cases_14d"), 5, 2.0),)]
    with pytest.raises(NotModelledError, match="exposed_venues"):
        compare("exposed_venues >= 1", ())


@pytest.mark.parametrize(
    ("condition", "alternatives"),
    [
        ("cases_14d >= 1 && cases_total > 2", 1),
        ("!(cases_14d >= 1 && cases_total > 2)", 2),
        ("area_level in ['low', 'medium']", 2),
        ("!(area_level in ['low', 'medium'])", 1),
        ("areas_medium + areas_high >= 1", 2),
        ("false", 0),
    ],
)
def test_a_condition_becomes_alternatives_of_comparisons(condition, alternatives):
    assert len(compare(condition, ("low", "medium", "high"))) == alternatives
