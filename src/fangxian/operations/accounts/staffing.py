"""Who was on duty where and when, as spans of time: how many hands an office had."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db.models import Q

from fangxian.operations.accounts.actor import ROLES
from fangxian.operations.accounts.models import Duty
from fangxian.operations.chunks import in_chunks

_WORKING = sorted(role for role, acts in ROLES.items() if "work" in acts)
Span = tuple[datetime, datetime]


def duty_spans(
    office_ids: Collection[str], from_at: datetime, to_at: datetime
) -> dict[str, tuple[Span, ...]]:
    """Return office -> the spans in which somebody who works there was on duty, one list of spans after the other.

    Somebody appointed twice to one office counts once.
    """
    spans: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for some in in_chunks(sorted(office_ids)):
        rows = Duty.objects.open().filter(office_id__in=some, role__in=_WORKING, valid_from__lt=to_at)
        rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=from_at)).order_by("valid_from")
        for row in rows:
            span = max(row.valid_from, from_at), min(row.valid_to or to_at, to_at)
            spans[str(row.office_id), str(row.user_id)].append(span)
    found: dict[str, list[Span]] = defaultdict(list)
    for (office_id, _), own in spans.items():
        found[office_id] += _joined(own)
    return {office_id: tuple(joined) for office_id, joined in found.items()}


def _joined(spans: list[Span]) -> list[Span]:
    """Join spans that overlap; they come by their beginning."""
    joined = [spans[0]]
    for begins, ends in spans[1:]:
        if begins <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], ends))
        else:
            joined.append((begins, ends))
    return joined
