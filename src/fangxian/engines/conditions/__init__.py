"""The conditions of plans: a closed subset of CEL over declared features."""

from fangxian.engines.conditions.condition import Condition, compile_condition, evaluate, is_reachable
from fangxian.engines.conditions.features import NEVER_DAYS, Feature, features_of
from fangxian.engines.conditions.problems import ConditionProblem
from fangxian.engines.conditions.trials import literals_of

__all__ = [
    "NEVER_DAYS",
    "Condition",
    "ConditionProblem",
    "Feature",
    "compile_condition",
    "evaluate",
    "features_of",
    "is_reachable",
    "literals_of",
]
