"""Inspecting: which places to look at, what a sample says, whether a deadline could be kept, how work compares."""

from fangxian.engines.inspecting.drawing import Drawn, draw_at_random, draw_by_risk, number_of
from fangxian.engines.inspecting.evaluation import (
    CHECKED,
    EVALUATED,
    VERDICTS,
    WORK,
    evaluate_places,
)
from fangxian.engines.inspecting.feasibility import (
    CANNOT_TELL,
    FEASIBILITIES,
    FEASIBLE,
    NOT_FEASIBLE,
    Asked,
    DutyHours,
    Fairness,
    Shift,
    judge,
)
from fangxian.engines.inspecting.looking import LOOKS, UNUSUAL, find_unusual
from fangxian.engines.inspecting.rules import (
    FACTS,
    NEVER_A_GROUND,
    SEVERITIES,
    Ground,
    OversightRule,
    Question,
    Step,
    WorkFigure,
)
from fangxian.engines.inspecting.sizes import Share, estimate_share, sample_size
from fangxian.engines.inspecting.weights import RISKS, weigh_places

__all__ = [
    "CANNOT_TELL",
    "CHECKED",
    "EVALUATED",
    "FACTS",
    "FEASIBILITIES",
    "FEASIBLE",
    "LOOKS",
    "NEVER_A_GROUND",
    "NOT_FEASIBLE",
    "RISKS",
    "SEVERITIES",
    "UNUSUAL",
    "VERDICTS",
    "WORK",
    "Asked",
    "Drawn",
    "DutyHours",
    "Fairness",
    "Ground",
    "OversightRule",
    "Question",
    "Share",
    "Shift",
    "Step",
    "WorkFigure",
    "draw_at_random",
    "draw_by_risk",
    "estimate_share",
    "evaluate_places",
    "find_unusual",
    "judge",
    "number_of",
    "sample_size",
    "weigh_places",
]
