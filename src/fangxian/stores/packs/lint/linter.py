"""Lint one plan: what keeps it from being read, or else what keeps it from being sound."""

from fangxian.stores.packs.lint.clocks import clock_findings
from fangxian.stores.packs.lint.figures import figure_findings
from fangxian.stores.packs.lint.finding import Finding
from fangxian.stores.packs.lint.measures import measure_findings
from fangxian.stores.packs.lint.rounds import rounds_findings
from fangxian.stores.packs.lint.triggers import trigger_findings
from fangxian.stores.packs.problems import PackProblem
from fangxian.stores.packs.reading import open_whole_plan


def lint_plan(plan_id: str) -> list[Finding]:
    """Return the findings on a plan and every pack it uses, in the order of file and line.

    Raises:
        Problem: there is no such plan.
    """
    try:
        plan = open_whole_plan(plan_id)
    except PackProblem as problem:
        return sorted((Finding.of(one) for one in problem.all), key=_order)
    found = {*trigger_findings(plan), *measure_findings(plan), *clock_findings(plan)}
    found |= {*figure_findings(plan), *rounds_findings(plan)}
    return sorted(found, key=_order)


def _order(finding: Finding) -> tuple[str, int, str]:
    return str(finding.file), finding.line, finding.code
