"""The packs that come with Fangxian: sound, sourced, in both languages, and the figures are those cited."""

import re

import pytest

from fangxian.engines.plans import Figure, Measure, Plan
from fangxian.engines.visiting import QUESTIONS
from fangxian.stores.packs import lint_plan, list_packs, read_disease, read_legal, read_measure, read_plan

PLANS = list_packs("plans")
CHINESE = re.compile(r"[\u3400-\u9fff]")


@pytest.fixture(params=PLANS)
def plan(request: pytest.FixtureRequest) -> Plan:
    return read_plan(request.param)


def test_the_plans_of_both_countries_are_there() -> None:
    assert {"cn-covid19-8e-2021", "measles-us-county"} <= set(PLANS)


@pytest.mark.parametrize("plan_id", PLANS)
def test_the_linter_finds_nothing(plan_id: str) -> None:
    assert lint_plan(plan_id) == []


@pytest.mark.parametrize("measure_id", list_packs("measures"))
def test_every_measure_reads_by_itself_and_some_plan_uses_it(measure_id: str) -> None:
    assert read_measure(measure_id).id == measure_id
    assert any(measure_id in read_plan(plan_id).measures for plan_id in PLANS)


@pytest.mark.parametrize("measure_id", list_packs("measures"))
def test_every_measure_says_what_it_costs_and_what_it_is_expected_to_do(measure_id: str) -> None:
    measure = read_measure(measure_id)
    assert measure.costs
    assert all(cost.unit and (cost.sources or cost.confidence == "M") for cost in measure.costs)
    assert measure.effect is not None
    assert bool(measure.effect.reduces) != (measure.effect.not_modelled is not None)
    for one in measure.effect.reduces:
        assert one.low <= one.high
        assert one.sources or one.confidence == "M"


@pytest.mark.parametrize("measure_id", list_packs("measures"))
def test_what_is_asked_at_a_door_has_words_minutes_and_a_source_or_is_unconfirmed(measure_id: str) -> None:
    measure = read_measure(measure_id)
    assert measure.door or measure.kind != "person"
    for ask in measure.door:
        assert ask.title or ask.question in QUESTIONS
        assert ask.minutes > 0
        assert ask.sources or ask.confidence == "M"


def test_screening_a_household_takes_the_minutes_its_staff_hours_say() -> None:
    """3 minutes a household in words, cost lines and at the door."""
    screening = read_measure("community-screening")
    assert sum(ask.minutes for ask in screening.door) == 3
    assert "3 minutes a household" in screening.cost.en


def test_a_plan_may_change_what_its_measures_ask(own_packs) -> None:
    asked = "measures:\n  community-screening:\n    door:\n      needs: null\n"
    own_packs.copy("plans", "cn-covid19-8e-2021", "measures:\n", asked)
    measure = read_plan("cn-covid19-8e-2021").measures["community-screening"]
    assert [ask.question for ask in measure.door] == ["members", "travel", "symptoms"]


def test_who_may_go_on_working_is_said_of_staying_at_home() -> None:
    exemption = read_measure("stay-home").exemption
    assert exemption is not None
    assert {"clinicians and nurses"} < {role.en for role in exemption.roles}
    assert 0 < exemption.share < 0.5


def test_every_figure_of_a_plan_has_a_source_or_says_it_is_unconfirmed(plan: Plan) -> None:
    for path, figure in plan.figures.items():
        assert figure.sources or not figure.confirmed, path
        assert set(figure.sources) <= set(plan.source_titles), path


def test_what_takes_liberty_has_two_signatures_an_end_and_asks_first(plan: Plan) -> None:
    assert plan.signatures_required >= 2
    taking = [measure for measure in plan.measures.values() if measure.restricts]
    assert taking
    for measure in taking:
        assert measure.duration.to_days > 0
        assert measure.voluntary_first or measure.kind not in ("person", "case")


def test_every_measure_has_a_ground_and_no_restriction_outlasts_it(plan: Plan) -> None:
    legal = read_legal(plan.legal)
    for measure in plan.measures.values():
        ceiling = legal.bases[measure.legal_basis].max_days
        assert not measure.restricts or ceiling is None or measure.duration.to_days <= ceiling


def _english(plan: Plan) -> list[str]:
    texts = [plan.title, *(t.title for t in plan.triggers)]
    for measure in plan.measures.values():
        texts += [measure.title, measure.binds, measure.instruction, measure.cost]
    for basis in read_legal(plan.legal).bases.values():
        texts += [basis.title, basis.law, basis.authority, basis.review, basis.court, basis.appeal]
    disease = read_disease(plan.disease)
    return [text.en for text in (*texts, disease.title, disease.agent, disease.case_definition)]


def test_no_chinese_stands_in_an_english_text(plan: Plan) -> None:
    assert [text for text in _english(plan) if CHINESE.search(text)] == []
    notes = [figure.note for figure in plan.figures.values()]
    assert [note for note in notes if CHINESE.search(note)] == []


def _instructions(plan: Plan) -> list[Measure]:
    return [measure for measure in plan.measures.values() if len(measure.instruction.en) < 60]


def test_an_instruction_says_enough_to_act_on(plan: Plan) -> None:
    assert [measure.id for measure in _instructions(plan)] == []


def test_measles_has_no_risk_areas_no_mass_testing_and_no_code_on_a_phone() -> None:
    measles = read_plan("measles-us-county")
    assert measles.levels == ()
    assert measles.areas == ()
    assert measles.testing is None
    assert not any(measure.kind == "testing" for measure in measles.measures.values())
    words = " ".join(_english(measles)).lower()
    for foreign in ("health code", "grid", "street office", "mobilis", "risk area", "protocol"):
        assert foreign not in words


CITED_8E = {
    "tracing.from_days": Figure(-2, "d", ("S05", "S06", "S07"), "C"),
    "measures.central-quarantine.duration.to_days": Figure(14, "d", ("S10", "S11"), "B"),
    "measures.quarantine-contact-of-contact.duration.to_days": Figure(7, "d", ("S10", "S11"), "B"),
    "measures.home-monitoring.duration.to_days": Figure(21, "d", ("S10", "S11"), "B"),
    "measures.report-case.deadline.hours": Figure(2, "h", ("S14", "S15"), "B"),
    "measures.case-investigation.deadline.hours": Figure(24, "h", (), "M"),
    "measures.central-quarantine.deadline.hours": Figure(8, "h", (), "M"),
    "measures.stay-home.duration.to_days": Figure(3, "d", ("S31",), "A"),
    "figures.many_cases": Figure(50, "cases", ("S19",), "B"),
    "figures.cluster_persons": Figure(5, "people", ("S04",), "B"),
    "figures.lower_after_days": Figure(14, "d", ("S19",), "B"),
    "testing.pool_size": Figure(10, "people", ("S40",), "B"),
    "testing.small_hours": Figure(48, "h", ("S40",), "B"),
    "staffing.residents_per_worker": Figure(350, "residents", ("S34",), "B"),
    "measures.send-teams.staff.0.people": Figure(3, "people", ("SEED",), "A"),
}
CITED_9E = {
    "measures.central-quarantine.duration.to_days": Figure(7, "d", ("S10", "S52"), "A"),
    "measures.home-monitoring.duration.to_days": Figure(10, "d", ("S10", "S52"), "A"),
    "measures.mass-testing.deadline.hours": Figure(24, "h", ("S57",), "B"),
}
CITED_MEASLES = {
    "tracing.from_days": Figure(-4, "d", ("D1",), "A"),
    "tracing.to_days": Figure(4, "d", ("D1",), "A"),
    "tracing.linger_minutes.": Figure(120, "min", ("D2",), "A"),
    "measures.mmr-prophylaxis.deadline.hours": Figure(72, "h", ("D4",), "A"),
    "measures.immune-globulin.deadline.hours": Figure(144, "h", ("D4",), "A"),
    "measures.symptom-monitoring.duration.to_days": Figure(21, "d", ("D3",), "A"),
    "measures.school-exclusion.duration.from_days": Figure(5, "d", ("D3",), "A"),
    "measures.school-exclusion.duration.to_days": Figure(21, "d", ("D3",), "A"),
    "measures.report-to-state.deadline.hours": Figure(4, "h", ("D4",), "A"),
    "measures.case-investigation.deadline.hours": Figure(24, "h", ("D4",), "A"),
    "figures.outbreak_cases": Figure(3, "cases", ("D5",), "B"),
    "figures.over_after_days": Figure(42, "d", (), "M"),
}
CITED = [
    (plan_id, path, figure)
    for plan_id, cited in (
        ("cn-covid19-8e-2021", CITED_8E),
        ("cn-covid19-9e-2022", CITED_9E),
        ("measles-us-county", CITED_MEASLES),
    )
    for path, figure in cited.items()
]


@pytest.mark.parametrize(("plan_id", "path", "cited"), CITED)
def test_figures_are_those_cited(plan_id: str, path: str, cited: Figure) -> None:
    found = read_plan(plan_id).figures[path]
    assert (found.value, found.unit, found.sources, found.confidence) == (
        cited.value,
        cited.unit,
        cited.sources,
        cited.confidence,
    )


def test_figures_reach_the_types_the_engines_use() -> None:
    measles, covid = read_plan("measles-us-county"), read_plan("cn-covid19-8e-2021")
    assert (measles.tracing.from_days, measles.tracing.to_days) == (-4, 4)
    assert measles.tracing.linger_minutes == {"": 120}
    assert measles.measures["mmr-prophylaxis"].deadline.lapses
    assert covid.tracing.counted_kinds == {"confirmed", "asymptomatic"}
    assert covid.tracing.infectiousness[-2] == 1.0
    assert covid.measures["central-quarantine"].duration.to_days == 14
    assert covid.ending.when == "cases_total >= 1 && days_since_last_case >= 14"


def test_some_areas_rising_stops_teaching_in_the_whole_city() -> None:
    rule = next(t for t in read_plan("cn-covid19-8e-2021").triggers if t.id == "r08-teaching-stops")
    assert (rule.at, rule.effect, [action.at for action in rule.then]) == ("district", "wider", ["city"])


def test_sites_of_the_report_are_each_served_by_a_measure() -> None:
    plan = read_plan("cn-covid19-8e-2021")
    acts = {act for measure in plan.measures.values() for act in measure.source.split(", ")}
    assert {
        f"R{n:02}" for n in (3, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 17, 18, 19, 20, 25, 26, 28, 29, 30)
    } <= acts
