"""Comparing rules of tracing: the same outbreak under each, in simulated truth or as it was reported."""

from fangxian.engines.comparison.comparing import compare_rules, find_quarantine_days
from fangxian.engines.comparison.ground import Ground, Rule
from fangxian.engines.comparison.registry import get_rule, list_rules
from fangxian.engines.comparison.tables import RULE_COMPARISON
from fangxian.engines.comparison.trials import Trial, run_trial, summarise_trials

__all__ = [
    "RULE_COMPARISON",
    "Ground",
    "Rule",
    "Trial",
    "compare_rules",
    "find_quarantine_days",
    "get_rule",
    "list_rules",
    "run_trial",
    "summarise_trials",
]
