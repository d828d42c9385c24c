"""Rules that make a plan unusable when broken: conditions that do not compile, levels that do not exist."""

from collections.abc import Iterator, Sequence

from fangxian.engines.conditions import Condition, ConditionProblem, compile_condition
from fangxian.engines.plans import Scope
from fangxian.engines.problems import Text
from fangxian.stores.packs.documents import Document, Path_
from fangxian.stores.packs.problems import PackProblem, unknown_reference
from fangxian.stores.packs.shapes import PlanShape

Located = tuple[Path_, str, Scope]


def conditions_of(shape: PlanShape) -> Iterator[Located]:
    """Yield path, source and scope of every condition of a plan."""
    for name, area in shape.areas.items():
        yield ("areas", name, "when"), area.when, "place"
        yield ("areas", name, "ends_when"), area.ends_when, "place"
    for name, trigger in shape.triggers.items():
        yield ("triggers", name, "when"), trigger.when, trigger.scope
    yield ("ending", "when"), shape.ending.when, "outbreak"


def compiled_conditions(shape: PlanShape, zones: Sequence[str]) -> Iterator[tuple[Path_, Condition]]:
    """Yield path and compiled condition; the plan has been read, so all compile."""
    for path, source, scope in conditions_of(shape):
        yield path, compile_condition(source, scope, shape.levels, zones)


def condition_problems(shape: PlanShape, document: Document, zones: Sequence[str]) -> Iterator[PackProblem]:
    """Yield a problem for each condition outside the closed set; `zones` are the levels of the plan's zones."""
    for path, source, scope in conditions_of(shape):
        try:
            compile_condition(source, scope, shape.levels, zones)
        except ConditionProblem as problem:
            yield PackProblem(
                problem.code, document.spot(path), problem.happened, problem.expected, problem.remedy
            )


def level_problems(shape: PlanShape, document: Document) -> Iterator[PackProblem]:
    """Yield a problem for each risk level the plan does not list, and each place trigger without a level."""
    for name, area in shape.areas.items():
        if area.level not in shape.levels:
            spot = document.spot(("areas", name, "level"))
            yield unknown_reference(spot, Text("风险等级", "risk level"), area.level, shape.levels)
    for name, trigger in shape.triggers.items():
        if trigger.scope == "place" and not trigger.at:
            yield PackProblem(
                "missing-at",
                document.spot(("triggers", name)),
                Text(f"启动条件 {name} 没有写明 at。", f"The trigger {name} does not state `at`."),
                Text(
                    "scope 为 place 的条件须写明地区级别。",
                    "A trigger of scope place states a level of the tree.",
                ),
                Text("请补上 at，例如 at: district。", "Add it, for example at: district."),
            )
