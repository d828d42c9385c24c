"""Reads the form of a venue: what was tapped is said; one button says that everything is in order."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.http import QueryDict

from fangxian.doors.web.checks import read_mark
from fangxian.doors.web.given import unclear
from fangxian.engines.problems import Text
from fangxian.operations.ids import new_id
from fangxian.operations.outreach.rows import LookGiven
from fangxian.operations.outreach.venues import WALK_MINUTES

_FILLED_IN_WITHIN = timedelta(hours=2)
_MOST_MINUTES = 24 * 60


def read_look(form: QueryDict, venue_id: str, asked: Iterable[str], now: datetime) -> LookGiven:
    """Return a form of a venue; what nobody tapped is left open, and the service says so."""
    keys, everything = list(asked), form.get("all", "")
    answers = {key: everything or form.get(f"answer-{key}", "") for key in keys}
    proofs = {key: said for key in keys if (said := form.get(f"proof-{key}", "").strip())}
    return LookGiven(
        id=read_mark(form.get("event_id", "")) or new_id(),
        venue_id=venue_id,
        answers=answers,
        seen_at=_seen_at(form, now),
        proofs=proofs,
    )


def read_walk(query: QueryDict) -> tuple[int, float]:
    """Return how many walk and for how many minutes. Raises `form-unclear`."""
    try:
        walkers, minutes = int(query.get("walkers", "1")), float(query.get("minutes", WALK_MINUTES))
    except ValueError as error:
        raise unclear(Text("人数或分钟", "how many walk, or for how long")) from error
    if walkers < 1 or not 0 < minutes <= _MOST_MINUTES:
        raise unclear(Text("人数或分钟", "how many walk, or for how long"))
    return walkers, minutes


def _seen_at(form: QueryDict, now: datetime) -> datetime:
    """Somebody looked when the form was opened; an old page says nothing of when."""
    try:
        opened = datetime.fromisoformat(form.get("opened_at", ""))
    except ValueError:
        return now
    return opened if opened.tzinfo and timedelta() <= now - opened <= _FILLED_IN_WITHIN else now
