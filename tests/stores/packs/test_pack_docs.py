"""The two pages about packs: every example works as printed, every feature, key and finding is described."""

import re
from pathlib import Path

import pytest
import yaml

from fangxian.engines.conditions import features_of
from fangxian.engines.plans import CLOCK_EVENTS, COST_KINDS, ROUND_GROUPS, ROUTES
from fangxian.stores.packs import lint_plan, read_plan, shapes
from fangxian.stores.packs.rounds import FrequencyShape, PoolRuleShape, RoundDeadlineShape, RoundsShape

ROOT = Path(__file__).parents[3]
REFERENCE = (ROOT / "docs/reference/packs.md").read_text(encoding="utf-8")
HOW_TO = (ROOT / "docs/how-to/write-a-plan.md").read_text(encoding="utf-8")
ROUNDS_SHAPES = [RoundsShape, PoolRuleShape, FrequencyShape, RoundDeadlineShape]
EXAMPLES = [yaml.safe_load(text) for text in re.findall(r"```yaml\n(.*?)```", HOW_TO, re.DOTALL)]


def test_the_plan_and_the_measure_of_the_how_to_lint_clean(own_packs) -> None:
    plan, measure = EXAMPLES
    own_packs.write("plans", plan["id"], yaml.safe_dump(plan, allow_unicode=True))
    own_packs.write("measures", measure["id"], yaml.safe_dump(measure, allow_unicode=True))
    assert lint_plan("measles-small-county") == []
    read = read_plan("measles-small-county")
    assert read.measures["stay-off-work"].duration.to_days == 21
    assert "cases_total >= 2" in [trigger.when for trigger in read.triggers]


@pytest.mark.parametrize(
    "scope", ["case", "venue", "person", "place", "outbreak", "pool", "capacity", "feed"]
)
def test_every_feature_is_described_with_its_type(scope: str) -> None:
    for feature in features_of(scope, ("medium",), ("sealed",)).values():
        name = feature.name.replace("_medium", "_<level>").replace("_sealed", "_<level>")
        assert f"| `{name}` | {feature.type_} |" in REFERENCE


@pytest.mark.parametrize(
    "shape",
    [
        shapes.MeasureShape,
        shapes.PlanShape,
        shapes.TracingShape,
        shapes.TestingShape,
        shapes.StaffingShape,
        shapes.AreaShape,
        shapes.ActionShape,
        shapes.TriggerShape,
        shapes.ClockShape,
        shapes.AnswersShape,
        shapes.QuietHoursShape,
        shapes.CostShape,
        shapes.EffectShape,
        shapes.ExemptShape,
        shapes.ReductionShape,
        shapes.DurationShape,
        shapes.DeadlineShape,
        shapes.BasisShape,
        shapes.DiseaseShape,
        *ROUNDS_SHAPES,
    ],
)
def test_every_key_of_the_format_is_described(shape: type) -> None:
    assert [key for key in shape.model_fields if f"`{key}`" not in REFERENCE] == []


def test_every_kind_of_cost_and_every_route_of_an_effect_is_described() -> None:
    assert [word for word in (*COST_KINDS, *ROUTES) if f"`{word}`" not in REFERENCE] == []


def test_every_group_of_a_round_is_described() -> None:
    assert [group for group in ROUND_GROUPS if f"`{group}`" not in REFERENCE] == []


def _codes() -> set[str]:
    source = ROOT / "src/fangxian/stores/packs"
    text = "\n".join(file.read_text(encoding="utf-8") for file in sorted(source.rglob("*.py")))
    return set(re.findall(r'^\s+"([a-z]+(?:-[a-z]+)+)",$', text, re.MULTILINE))


def test_every_finding_is_described() -> None:
    about_commands = {"no-such-pack", "no-such-kind-of-pack", "no-plan-in-force"}
    assert [code for code in sorted(_codes() - about_commands) if f"`{code}`" not in REFERENCE] == []
    assert "never-true" in _codes()


@pytest.mark.parametrize("of", CLOCK_EVENTS)
def test_every_event_of_a_clock_is_described(of: str) -> None:
    row = next(
        line for line in REFERENCE.splitlines() if line.startswith(f"| `{of}` | `{CLOCK_EVENTS[of][0]}`")
    )
    assert [event for event in CLOCK_EVENTS[of] if f"`{event}`" not in row] == []
