"""The ladders of levels a plan has: its risk levels, and the zones of the pack it includes."""

from collections.abc import Mapping
from dataclasses import dataclass

from fangxian.engines.plans import CLEAR_DAYS, Plan, ZoneRule
from fangxian.engines.problems import Text
from fangxian.engines.zoning.endings import EndingRule
from fangxian.operations.areas.problems import NOT_A_LEVEL_HERE
from fangxian.stores.packs import read_zones


@dataclass(frozen=True)
class Ladder:
    """Levels from the mildest to the strictest; `rules` where they are those of a pack of zones."""

    id: str
    title: Text
    levels: tuple[str, ...]
    rules: Mapping[str, ZoneRule]

    @property
    def ranks(self) -> dict[str, int]:
        """Level -> rank; the strictest is the highest."""
        return {level: rank for rank, level in enumerate(self.levels)}


def ladders_of(plan: Plan) -> tuple[Ladder, ...]:
    """Return the plan's ladders; where areas nest, each is judged by itself."""
    risks = Ladder("risk", Text("风险等级", "risk levels"), plan.levels, {})
    zones = read_zones(plan.zones) if plan.zones else None
    found = [risks] if plan.levels else []
    return tuple([*found, Ladder(zones.id, zones.title, zones.levels, zones.rules)] if zones else found)


def levels_of(plan: Plan) -> tuple[str, ...]:
    """Return every level an area may have under the plan."""
    return tuple(level for ladder in ladders_of(plan) for level in ladder.levels)


def ladder_of(plan: Plan, level: str) -> Ladder:
    """Return the ladder a level is on. Raises `not-a-level-here`."""
    for ladder in ladders_of(plan):
        if level in ladder.levels:
            return ladder
    raise NOT_A_LEVEL_HERE(level=level, known=", ".join(levels_of(plan)) or "-")


def restricts(plan: Plan, level: str) -> bool:
    """Return whether the level by itself binds the people inside: a zone may, a risk level is a finding."""
    rule = ladder_of(plan, level).rules.get(level)
    return rule is not None and rule.restricts


def ending_rule(plan: Plan, level: str, was: str = "") -> EndingRule:
    """Return what an area at this level (lowered from `was`) needs before it may end."""
    rule = next((one.rules[level] for one in ladders_of(plan) if level in one.rules), None)
    if rule is not None:
        return EndingRule(rule.clear_days_after.get(was, rule.clear_days), rule.round, rule.contacts)
    figure = plan.figures.get(f"figures.{CLEAR_DAYS}")
    return EndingRule(None if figure is None else int(figure.value))
