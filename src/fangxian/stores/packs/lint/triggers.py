"""Are the rules alive: reachable, at levels that exist, reaching as wide as they say, using what is written?"""

from collections.abc import Iterator

from fangxian.engines.conditions import is_reachable
from fangxian.engines.plans import LEVEL_RANKS, READ_BY_NAME
from fangxian.engines.problems import Text
from fangxian.stores.packs.lint.finding import Finding
from fangxian.stores.packs.reading import OpenPlan
from fangxian.stores.packs.rules import compiled_conditions
from fangxian.stores.packs.shapes import TriggerShape


def trigger_findings(plan: OpenPlan) -> Iterator[Finding]:
    """Yield what is wrong with areas, triggers and the use of measures."""
    yield from _unreachable(plan)
    yield from _unknown_levels(plan)
    yield from _not_wider(plan)
    yield from _unused(plan)


def _unreachable(plan: OpenPlan) -> Iterator[Finding]:
    for path, condition in compiled_conditions(plan.shape, plan.zone_levels):
        if not is_reachable(condition):
            yield Finding.at(
                plan.document.spot(path),
                "never-true",
                Text(
                    f"条件“{condition.source}”不可能成立。",
                    f"The condition {condition.source!r} can never hold.",
                ),
                Text("请检查数值、取值与组合。", "Check its figures, its values and how they are combined."),
            )


def _levels_named(plan: OpenPlan) -> Iterator[tuple[tuple[str, ...], str]]:
    for name, area in plan.shape.areas.items():
        yield ("areas", name, "unit"), area.unit
    for name, trigger in plan.shape.triggers.items():
        if trigger.at:
            yield ("triggers", name, "at"), trigger.at
        for i, action in enumerate(trigger.then):
            if action.at != "here":
                yield ("triggers", name, "then", str(i), "at"), action.at


def _unknown_levels(plan: OpenPlan) -> Iterator[Finding]:
    for path, level in _levels_named(plan):
        if level not in LEVEL_RANKS:
            listed = ", ".join(LEVEL_RANKS)
            yield Finding.at(
                plan.document.spot(path),
                "unknown-level",
                Text(f"没有地区级别 {level}。", f"No level of a tree is called {level}."),
                Text(f"请用其一: {listed}。", f"Use one of: {listed}."),
            )


def _reaches_wider(trigger: TriggerShape) -> bool:
    own = LEVEL_RANKS.get(trigger.at, 1000)
    return any(LEVEL_RANKS.get(action.at, 1000) < own for action in trigger.then)


def _not_wider(plan: OpenPlan) -> Iterator[Finding]:
    for name, trigger in plan.shape.triggers.items():
        if trigger.effect == "wider" and not _reaches_wider(trigger):
            yield Finding.at(
                plan.document.spot(("triggers", name, "effect")),
                "effect-not-wider",
                Text(
                    f"{name} 应在更高一级生效，但没有措施高于 {trigger.at or '本地'}。",
                    f"{name} says it reaches wider, but nothing it does lies above {trigger.at or 'its own place'}.",
                ),
                Text(
                    "请把 then 中的 at 改为更高级别，例如 city。",
                    "Set `at` of an action to a higher level, such as city.",
                ),
            )


def _unused(plan: OpenPlan) -> Iterator[Finding]:
    for measure in plan.document.tree.get("measures", {}):
        if measure not in plan.measures:
            yield Finding.at(
                plan.document.spot(("measures", measure)),
                "unused-measure",
                Text(f"没有启动条件使用措施 {measure}。", f"No trigger uses the measure {measure}."),
                Text("请删除它，或让一个启动条件使用它。", "Remove it, or let a trigger use it."),
            )
    written = str({k: v for k, v in plan.document.tree.items() if k != "figures"})
    for name in plan.shape.figures:
        if f"${name}" not in written and name not in READ_BY_NAME:
            yield Finding.at(
                plan.document.spot(("figures", name)),
                "unused-figure",
                Text(f"数值 {name} 没有被使用。", f"The figure {name} is used nowhere."),
                Text("请删除它，或在条件中用 $ 引用。", "Remove it, or refer to it with $ in a condition."),
            )
    yield from _unproposed_levels(plan)


def _unproposed_levels(plan: OpenPlan) -> Iterator[Finding]:
    proposed = {area.level for area in plan.shape.areas.values()}
    # The lowest level is what a place has when nothing is proposed.
    for level in plan.shape.levels[1:]:
        if level not in proposed:
            yield Finding.at(
                plan.document.spot(("levels",)),
                "unused-level",
                Text(f"没有规则建议风险等级 {level}。", f"No rule proposes the risk level {level}."),
                Text("请写一条规则，或删除该等级。", "Write a rule for it, or remove the level."),
            )
