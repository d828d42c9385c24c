"""The hour a program asks about: every read takes `known_at`, and answers as the record stood then."""

from datetime import datetime
from typing import Annotated

from ninja import Query
from pydantic import AwareDatetime

from fangxian.doors.api.entrance import clock_of_the_world

KnownAt = Annotated[
    AwareDatetime | None,
    Query(description="Answer as the record stood at this instant; what was recorded later is left out."),
]
AsOf = Annotated[
    AwareDatetime | None,
    Query(description="The moment judged, where it differs from the hour of knowledge."),
]


def known(known_at: datetime | None) -> datetime:
    """Return the hour of knowledge: the one asked for, never later than now."""
    now = clock_of_the_world().now()
    return now if known_at is None else min(known_at, now)


def judged(as_of: datetime | None, known_at: datetime | None) -> tuple[datetime, datetime]:
    """Return (moment judged, hour of knowledge): equal unless both are said."""
    return as_of or known(known_at), known(known_at if known_at is not None else as_of)
