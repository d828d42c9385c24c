"""The rules known: every folder of `rules` that offers a `RULE`."""

import pkgutil
from functools import cache
from importlib import import_module

from fangxian.engines.comparison import rules
from fangxian.engines.comparison.ground import Rule
from fangxian.engines.problems import Problem, Text


def list_rules() -> list[Rule]:
    """Return the rules, from the coarsest to the finest.

    >>> [rule.id for rule in list_rules()][0]
    'companion_cell'
    """
    names = [found.name for found in pkgutil.iter_modules(rules.__path__)]
    return sorted((_read(name) for name in names), key=lambda rule: (rule.position, rule.id))


def get_rule(rule_id: str) -> Rule:
    """Return the rule of this id.

    Raises:
        Problem: there is no such folder.

    >>> get_rule("venue_interval").title.en
    'Same venue, same interval'
    """
    known = {rule.id: rule for rule in list_rules()}
    if rule_id not in known:
        names = ", ".join(known)
        raise Problem(
            "no-such-rule",
            Text(f"没有名为 {rule_id} 的判定规则。", f"There is no rule {rule_id}."),
            Text(f"可选: {names}。", f"Known: {names}."),
            Text("请选用其中之一。", "Choose among them."),
        )
    return known[rule_id]


@cache
def _read(name: str) -> Rule:
    rule: Rule = import_module(f"{rules.__name__}.{name}").RULE
    return rule
