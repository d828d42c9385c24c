"""Who acts: a user in one duty, what that role may do, and how far it sees."""

from dataclasses import dataclass

from fangxian.engines.problems import Text
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_YOUR_ROLE

_FIELD = frozenset({"report_case", "work"})
_COMMAND = _FIELD | {"respond", "decide", "sign"}

ROLES: dict[str, frozenset[str]] = {
    "commander": _COMMAND | {"manage"},
    "city-cdc": _COMMAND,
    "district-cdc": _FIELD | {"respond", "sign"},
    "street-worker": _FIELD,
    "community-worker": _FIELD,
    "auditor": frozenset({"audit"}),
    "system": _COMMAND | {"manage", "audit"},
}
"""Role -> acts. decide: settle a proposal; sign: second office; work: acknowledge, complete, verify;
manage: appoint, merge, erase; audit: read the journal, every decision and restriction, and no identity."""

SEES_NO_IDENTITY = frozenset({"auditor"})


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
