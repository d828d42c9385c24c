"""A day of checks by office: what is due, done and left today, and what was missed yesterday."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from fangxian.doors.web.desk import Desk
from fangxian.operations.follow_ups.queries import count_missed_days, list_follow_ups
from fangxian.operations.follow_ups.rows import MissedCount

FLAGS_READ = 1_000


@dataclass(frozen=True)
class OfficeToday:
    """One office: today so far, how many nobody saw yesterday, how many of its people have an open flag."""

    today: MissedCount
    missed: int
    flags: int


def list_offices(desk: Desk) -> list[OfficeToday]:
    """Return the offices with checks today: most missed yesterday first, then most still to see."""
    assert desk.outbreak is not None
    asked = (desk.reach, desk.outbreak.id, desk.known_at)
    counted = count_missed_days(*asked)
    on = timezone.localtime(desk.known_at).date()
    yesterday = {row.office_id: _missed(row) for row in counted if row.on == on - timedelta(days=1)}
    red = Counter(row.office_id for row in list_follow_ups(*asked, only="red", per_page=FLAGS_READ).rows)
    rows = [
        OfficeToday(row, yesterday.get(row.office_id, 0), red[row.office_id])
        for row in counted
        if row.on == on
    ]
    return sorted(rows, key=lambda row: (-row.missed, -row.today.not_visited, row.today.office_id))


def _missed(row: MissedCount) -> int:
    return row.due - row.seen
