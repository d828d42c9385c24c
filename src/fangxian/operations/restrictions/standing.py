"""What is in force at an instant: everything that has lapsed by itself is left out, always in the same words."""

from datetime import datetime

from django.db.models import Q, QuerySet

from fangxian.operations.in_force import Noun
from fangxian.operations.places.reach import Reach
from fangxian.operations.restrictions.models import Offer, Restriction

RESTRICTION = Noun(Restriction, "restriction")


def in_force(rows: QuerySet, as_of: datetime) -> QuerySet:
    """Leave out what ended by itself: its time ran out, its release is due, or only one office signed."""
    for name in ("release_due_at", "alone_until"):
        rows = rows.filter(Q(**{name: None}) | Q(**{f"{name}__gt": as_of}))
    return rows.filter(ends_at__gt=as_of)


def lapse_of(row: Restriction) -> datetime:
    """Return when a restriction ends by itself."""
    return min(filter(None, (row.ends_at, row.alone_until, row.release_due_at)))


def held(reach: Reach, outbreak_id: str, as_of: datetime, known_at: datetime) -> QuerySet:
    """Return what was held against somebody at `as_of` within reach, lapsed or not."""
    return reach.filter_persons(
        Restriction.objects.at(as_of, known_at).filter(outbreak_id=outbreak_id), "seat_id"
    )


def agreed_at(outbreak_id: str, at: datetime) -> QuerySet:
    """Return the offers of those who stay of their own accord at `at`."""
    offers = Offer.objects.filter(outbreak_id=outbreak_id, answer=Offer.Answer.AGREED, answered_at__lte=at)
    return offers.filter(Q(ended_at=None) | Q(ended_at__gt=at), until__gt=at)
