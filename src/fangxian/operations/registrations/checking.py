"""What a record has to be before it is acknowledged: after that nothing may stop it."""

from datetime import UTC, datetime, timedelta

from fangxian.engines.problems import Problem
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.journal.problems import BARE_PERSONAL_VALUE
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.registrations.given import RecordGiven
from fangxian.operations.registrations.ground import Ground
from fangxian.operations.registrations.problems import REGISTRATION_NOT_POSSIBLE

_FAST_CLOCK = timedelta(minutes=5)
"""A device's clock may be ahead by this much."""
_EARLIEST, _LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
_PERSONAL = frozenset({"full_name", "id_number", "phone"})


def find_problem(actor: Actor, at: datetime, given: RecordGiven, ground: Ground) -> Problem | None:
    """Return why a record is not taken, or None. A place or outbreak that is not the actor's is one that is not there."""
    if not ground.is_touched(given.outbreak_id, actor.reach):
        return NOT_FOUND(what="outbreak", what_zh="疫情", key=given.outbreak_id)
    if not ground.is_within(given.place_id, actor.reach):
        return NOT_FOUND(what="place", what_zh="地点", key=given.place_id)
    return _find_wrong(at, given)


def _find_wrong(at: datetime, given: RecordGiven) -> Problem | None:
    if named := sorted(_PERSONAL & given.payload.keys()):
        return BARE_PERSONAL_VALUE(field=named[0])
    if not _EARLIEST <= given.event_at <= at + _FAST_CLOCK:
        return REGISTRATION_NOT_POSSIBLE(what_zh="发生时间", what="the time it happened")
    if given.device_at is not None and not _EARLIEST <= given.device_at < _LATEST:
        return REGISTRATION_NOT_POSSIBLE(what_zh="设备时间", what="the time of the device")
    if (given.household_key if given.kind == "knock" else given.person_key) is None:
        return REGISTRATION_NOT_POSSIBLE(what_zh="没有编号的记录", what="a record of nobody")
    return None
