"""Results of samples taken elsewhere, written into every open follow-up of the person, each once."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.follow_ups.models import Course, Finding
from fangxian.operations.journal.services import record

_A_DAY = timedelta(days=1)


def write_result(
    actor: Actor,
    at: datetime,
    *,
    outbreak_id: str,
    person_id: str,
    sample_id: UUID,
    result: str,
    taken_at: datetime,
) -> int:
    """Write a sample's result into the person's open follow-ups, inside the caller's transaction, which has found that it
    may; return into how many. Said again, nothing changes; said differently, what was written of this sample is corrected.

    A follow-up that has the same result within a day already was told of the sample another way.
    """
    mine = Course.objects.open().filter(
        outbreak_id=outbreak_id, follow_up__person_id=person_id, closed_at=None
    )
    written = 0
    for course in mine.order_by("id"):
        key = uuid5(sample_id, course.id)
        before = Finding.objects.filter(id=key).first()
        if before is None and _is_told(course, result, taken_at):
            continue
        if before is not None and before.result == result:
            continue
        told = {"follow_up_id": course.id, "result": result, "taken_at": taken_at}
        Finding.objects.update_or_create(id=key, defaults={**told, "recorded_at": at, "by": actor.user_id})
        after = {"finding": key, "result": result, "sample": sample_id}
        record(actor, "found", "follow-up", course.id, at=at, after=after, event_at=taken_at)
        written += 1
    return written


def find_sampled(follow_up: str) -> tuple[str, str]:
    """Return (outbreak, person) of a follow-up, for whoever has found that they may act on it."""
    course = Course.objects.open().select_related("follow_up").get(id=follow_up)
    return course.outbreak_id, course.follow_up.person_id


def _is_told(course: Course, result: str, taken_at: datetime) -> bool:
    near = Finding.objects.filter(follow_up_id=course.id, result=result)
    return near.filter(taken_at__gt=taken_at - _A_DAY, taken_at__lt=taken_at + _A_DAY).exists()
