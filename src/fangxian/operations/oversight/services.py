"""Acting in oversight: what pages, programs and commands import; each part lives in a file of its own."""

from fangxian.operations.oversight.announcing import publish_sanctions
from fangxian.operations.oversight.deciding import appeal_sanction, decide, hear_appeal
from fangxian.operations.oversight.drawing import draw_inspection, withdraw_inspection
from fangxian.operations.oversight.evaluating import evaluate
from fangxian.operations.oversight.facts import FactGiven
from fangxian.operations.oversight.rectifying import recheck, rectify, withdraw_finding
from fangxian.operations.oversight.sanctioning import (
    answer,
    open_sanction,
    record_silence,
    withdraw_sanction,
)
from fangxian.operations.oversight.visiting import (
    FindingGiven,
    check_proof_again,
    record_finding,
    record_visit,
)

__all__ = [
    "FactGiven",
    "FindingGiven",
    "answer",
    "appeal_sanction",
    "check_proof_again",
    "decide",
    "draw_inspection",
    "evaluate",
    "hear_appeal",
    "open_sanction",
    "publish_sanctions",
    "recheck",
    "record_finding",
    "record_silence",
    "record_visit",
    "rectify",
    "withdraw_finding",
    "withdraw_inspection",
    "withdraw_sanction",
]
