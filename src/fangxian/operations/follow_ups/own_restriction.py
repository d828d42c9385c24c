"""By one's own link: what binds me, why, until when, who helps; and saying no to it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fangxian.operations.accounts.queries import get_system_actor
from fangxian.operations.clock import Clock
from fangxian.operations.follow_ups.own import open_course
from fangxian.operations.people.queries import decrypt_for
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.restrictions.appeals import appeal
from fangxian.operations.restrictions.hearings import find_appeal_of
from fangxian.operations.restrictions.queries import find_bound, get_slip
from fangxian.operations.restrictions.rows import Slip

_SOURCE = "self-report"


@dataclass(frozen=True)
class OwnRestriction:
    """What binds somebody, as their own link shows it. `outcome`, `answer`: how their appeal was decided, and why."""

    slip: Slip
    appealed_at: datetime | None
    due_at: datetime | None
    outcome: str
    answer: str


def find_own_restriction(clock: Clock, token: str) -> OwnRestriction | None:
    """Return what binds the person now, or None. Raises as `own.open_own`."""
    course, at, reach = open_course(token, clock.now()), clock.now(), get_system_actor(_SOURCE).reach
    key = course.restriction_key
    said = find_appeal_of(reach, key, at) if key else None
    bound = bool(key) and key in find_bound(course.outbreak_id, [key], at, at)
    if not bound and said is None:
        return None
    answer = decrypt_for(reach, said.person_id, said.reason, at) if said and said.reason else ""
    return OwnRestriction(
        slip=get_slip(reach, key),
        appealed_at=said.made_at if said else None,
        due_at=said.due_at if said else None,
        outcome=said.outcome if said else "",
        answer=answer or "",
    )


def appeal_own(clock: Clock, token: str, *, text: str) -> UUID:
    """Appeal against what binds oneself.

    Raises:
        Problem: as `own.open_own`; `not-found` where nothing binds; and as `restrictions.appeals.appeal`.
    """
    course = open_course(token, clock.now())
    if not course.restriction_key:
        raise NOT_FOUND(what="restriction", what_zh="限制措施", key=course.id)
    actor = get_system_actor(_SOURCE)
    return appeal(actor, clock, key=course.restriction_key, text=text, channel="own-link")
