"""The records about one person that can be opened, each found within the reader's reach."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from fangxian.operations.cases.queries import get_case, get_outbreak_of
from fangxian.operations.decisions.queries import signing_line
from fangxian.operations.follow_ups.queries import get_keepers
from fangxian.operations.lookups.rows import Subject
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.restrictions.queries import get_restriction

SETTLES = timedelta(days=1)
"""A record closed so recently is still the work of those who closed it."""


def find_subject(reach: Reach, record: str, record_id: str, at: datetime) -> Subject:
    """Return the record as it stands. Raises `not-found`, also outside the reach or for a kind there is not."""
    if record not in RECORDS:
        raise NOT_FOUND(what="record", what_zh="记录", key=record_id)
    return RECORDS[record](reach, record_id, at)


def _case(reach: Reach, case_id: str, at: datetime) -> Subject:
    row = get_case(reach, case_id, at)
    outbreak = get_outbreak_of(reach, case_id, at)
    return Subject(
        "case",
        case_id,
        row.person_id,
        outbreak.id,
        is_open=_is_recent(outbreak.ended_at, at),
        acted_on=(("case", case_id), ("itinerary", case_id)),
    )


def _follow_up(reach: Reach, key: str, at: datetime) -> Subject:
    row = get_keepers(reach, key, at)
    return Subject(
        "follow-up",
        key,
        row.person_id,
        row.outbreak_id,
        is_open=_is_recent(row.closed_at, at),
        acted_on=(("follow-up", key),),
        users=frozenset({row.decided_by}),
        offices=frozenset({row.office_id}),
    )


def _restriction(reach: Reach, key: str, at: datetime) -> Subject:
    row = get_restriction(reach, key, at)
    users, offices = signing_line(UUID(row.decision_id))
    over = min((end for end in (row.released_at, row.lapses_at) if end), default=None)
    return Subject(
        "restriction",
        key,
        row.person_id,
        row.outbreak_id,
        is_open=_is_recent(over if over and over <= at else None, at),
        acted_on=(("restriction", key),),
        users=users,
        offices=offices,
    )


def _is_recent(over_at: datetime | None, at: datetime) -> bool:
    return over_at is None or at - over_at < SETTLES


RECORDS: dict[str, Callable[[Reach, str, datetime], Subject]] = {
    "case": _case,
    "follow-up": _follow_up,
    "restriction": _restriction,
}
"""What can be opened, by its name in an address."""
