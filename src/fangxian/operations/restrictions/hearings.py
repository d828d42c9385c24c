"""Reading appeals: whoever hears them sees what binds, why in words, and what the person says; no register."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.queries import name_offices
from fangxian.operations.decisions.queries import signers_of
from fangxian.operations.people.queries import decrypt_for
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_YOUR_ROLE
from fangxian.operations.restrictions.appeals import may_not_hear
from fangxian.operations.restrictions.hours import is_past
from fangxian.operations.restrictions.models import Appeal, Restriction
from fangxian.operations.restrictions.queries import slip_of
from fangxian.operations.restrictions.rows import AppealRow

_NOBODY = Text("", "")


def list_appeals(actor: Actor, outbreak_id: str, at: datetime, limit: int = 200) -> tuple[AppealRow, ...]:
    """Return the appeals within reach: those that wait first, by their time limit. Raises `not-your-role`.

    Offices that hear appeals read them; those who work with the person read them to tell the person; an auditor reads
    that they are heard in time, without the words.
    """
    if not any(actor.may(act) for act in ("hear", "work", "audit")):
        raise NOT_YOUR_ROLE(role=actor.role, act="hear")
    found = actor.reach.filter(Appeal.objects.filter(outbreak_id=outbreak_id, made_at__lte=at), "seat_id")
    rows = sorted(found.order_by("due_at")[:limit], key=lambda row: _is_by(row.heard_at, at))
    offices = name_offices({row.office for row in rows})
    return tuple(_row(actor, row, offices, at) for row in rows)


def _to_hear(actor: Actor) -> Reach:
    """Whoever hears an appeal reads what was said to them, though no register and no name is open to them."""
    return replace(actor.reach, identities=True, registers=True) if actor.may("hear") else actor.reach


def find_appeal_of(reach: Reach, restriction: str, at: datetime) -> Appeal | None:
    """Return the latest appeal against a restriction within reach, or None."""
    found = reach.filter_persons(Appeal.objects.filter(restriction=restriction, made_at__lte=at), "seat_id")
    return found.order_by("-made_at").first()


def _is_by(moment: datetime | None, at: datetime) -> bool:
    """What happened later was not known yet."""
    return moment is not None and moment <= at


def _row(actor: Actor, row: Appeal, offices: dict[str, Text], at: datetime) -> AppealRow:
    reach = _to_hear(actor)
    stands = Restriction.objects.as_known(at).filter(id=row.restriction, decision_id=row.decision_id)
    bound: Any = stands.select_related("decision__proposal", "outbreak").order_by("-valid_from").first()
    slip = slip_of(reach, bound, at)
    heard, told = _is_by(row.heard_at, at), _is_by(row.told_at, at)
    return AppealRow(
        id=row.id,
        restriction=row.restriction,
        outbreak_id=row.outbreak_id,
        title=slip.title,
        binds=slip.binds,
        reason=slip.reason,
        legal=slip.legal,
        starts_at=slip.starts_at,
        ends_at=slip.ends_at,
        signers=signers_of(row.decision_id, at),
        words=decrypt_for(reach, row.person_id, row.words, at) or "",
        channel=row.channel,
        made_at=row.made_at,
        due_at=row.due_at,
        late=is_past(row.due_at, row.heard_at if heard else None, at),
        outcome=row.outcome if heard else "",
        decided_because=decrypt_for(reach, row.person_id, row.reason, at) or "" if heard else "",
        heard_at=row.heard_at if heard else None,
        office=offices.get(row.office, _NOBODY) if heard else _NOBODY,
        told_at=row.told_at if told else None,
        can_hear=actor.may("hear") and not heard and not may_not_hear(actor, row.decision_id),
    )
