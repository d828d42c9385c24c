"""The rules in force for an outbreak: days of samples, hours of a transfer, who begins anew."""

from datetime import datetime
from zoneinfo import ZoneInfo

from fangxian.engines.plans.quarantine import CareRule, QuarantineRule
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.quarantine_sites.problems import NO_QUARANTINE_RULE
from fangxian.stores.packs import find_quarantine, read_plan

ROOM = "room_days"
"""The cost that says a measure takes a room: only such a measure puts anybody into one."""

WITHOUT_PACK = CareRule(carers=1, visit_hours={}, medicine_days=3, ambulance_minutes=60.0)
"""Our own planning figures, where no pack is in force."""


def rule_of(outbreak: OutbreakRow, at: datetime) -> QuarantineRule:
    """Return the rules in force at `at`. Raises `no-quarantine-rule`."""
    found = find_rule(outbreak, at)
    if found is None:
        raise NO_QUARANTINE_RULE()
    return found


def find_rule(outbreak: OutbreakRow, at: datetime) -> QuarantineRule | None:
    """Return the rules in force at `at`, or none."""
    return find_quarantine(read_plan(outbreak.plan).family, at.astimezone(ZoneInfo(outbreak.timezone)).date())


def care_rule_of(outbreak: OutbreakRow, at: datetime) -> CareRule:
    """Return the rules of care in force at `at`; where no pack says, households have one carer and visits no clock."""
    found = find_rule(outbreak, at)
    return found.care if found else WITHOUT_PACK


def list_room_measures(outbreak: OutbreakRow) -> tuple[str, ...]:
    """Return the measures of the outbreak's plan that restrict somebody exposed to a room; a case goes to hospital."""
    measures = read_plan(outbreak.plan).measures.values()
    restricting = [one for one in measures if one.restricts and one.kind == "person"]
    return tuple(sorted(one.id for one in restricting if any(cost.what == ROOM for cost in one.costs)))
