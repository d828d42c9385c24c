"""Who acts: a user in one duty, what that role may do, and how far it sees."""

from dataclasses import dataclass

from fangxian.engines.problems import Text
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_YOUR_ROLE

_WORK = frozenset({"work"})
_FIELD = _WORK | {"report_case"}
_COMMAND = _FIELD | {"respond", "decide", "sign", "rehearse"}

ROLES: dict[str, frozenset[str]] = {
    "commander": _COMMAND | {"manage", "command", "draft", "publish", "sanction"},
    "city-cdc": _COMMAND | {"draft"},
    "district-commander": _FIELD | {"command", "sign", "draft", "rehearse"},
    "district-cdc": _FIELD | {"respond", "sign", "rehearse"},
    "street-worker": _FIELD,
    "community-worker": _FIELD,
    "grid-worker": _FIELD,
    "checkpoint-worker": _WORK,
    "site-lead": _WORK,
    "lab-worker": _WORK,
    "supplies-officer": _WORK,
    "clinician": _FIELD,
    "publicity-officer": _WORK | {"draft", "publish"},
    "inspector": _WORK | {"inspect"},
    "discipline-head": _WORK | {"sanction"},
    "appeal-officer": frozenset({"hear"}),
    "police-officer": _WORK,
    "migration-officer": _WORK,
    "auditor": frozenset({"audit"}),
    "system": _COMMAND | {"manage", "audit", "command", "draft", "publish", "inspect", "sanction", "hear"},
}
"""Role -> acts. decide: settle a proposal; sign: second office; work: acknowledge, complete, verify;
command: issue orders by hand, reassign, escalate; draft, publish: notices; inspect: open inspections and
findings; sanction: open a sanction against an office, decide one that another person opened; hear: decide appeals, outside the signing line;
manage: appoint, merge, erase; rehearse: run plans on futures of a city; audit: read the journal, every decision and restriction, and no identity."""

SEES_NO_REGISTER = frozenset(
    {
        "checkpoint-worker",
        "site-lead",
        "lab-worker",
        "supplies-officer",
        "police-officer",
        "migration-officer",
        "appeal-officer",
    }
)
"""Roles that read no row about a person, wherever they serve: neither cases nor contacts, follow-ups, restrictions."""

SEES_NO_IDENTITY = SEES_NO_REGISTER | {"auditor", "inspector", "discipline-head", "publicity-officer"}
"""Roles that may see that something is to be done or was done, and not about whom."""


@dataclass(frozen=True)
class Actor:
    """A user in one duty. Services take it first, the journal writes it down."""

    user_id: str
    handle: str
    name: Text
    role: str
    office_id: str
    place_id: str
    department: str
    reach: Reach

    def may(self, act: str) -> bool:
        """Tell whether the role may do `act`."""
        return act in ROLES[self.role]

    def require(self, act: str) -> None:
        """Raise `not-your-role` unless the role may do `act`."""
        if not self.may(act):
            raise NOT_YOUR_ROLE(role=self.role, act=act)
