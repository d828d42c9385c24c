"""Reading oversight: what pages, programs and commands import; each part lives in a file of its own."""

from fangxian.operations.oversight.fairness import fairness_of, list_late_with_fairness
from fangxian.operations.oversight.findings import (
    count_oversight,
    get_evaluation,
    get_finding,
    list_evaluations,
    list_findings,
)
from fangxian.operations.oversight.inspections import (
    frame_of,
    get_inspection,
    get_visit,
    list_inspections,
    list_visits_to_make,
)
from fangxian.operations.oversight.reading import (
    get_announcement,
    get_rule,
    get_sanction,
    list_announcements,
    list_sanctions,
)

__all__ = [
    "count_oversight",
    "fairness_of",
    "frame_of",
    "get_announcement",
    "get_evaluation",
    "get_finding",
    "get_inspection",
    "get_rule",
    "get_sanction",
    "get_visit",
    "list_announcements",
    "list_evaluations",
    "list_findings",
    "list_inspections",
    "list_late_with_fairness",
    "list_sanctions",
    "list_visits_to_make",
]
