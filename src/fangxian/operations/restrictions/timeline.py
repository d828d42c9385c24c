"""The life of one restriction, step by step: proposed, offered, signed, served, reviewed, appealed, decided, over."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from fangxian.engines.problems import Text
from fangxian.operations.accounts.queries import name_offices, name_users
from fangxian.operations.decisions.queries import signers_of
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.restrictions.hours import hours_of, is_past
from fangxian.operations.restrictions.models import Appeal, Offer, Restriction
from fangxian.operations.restrictions.rows import Step
from fangxian.operations.restrictions.standing import lapse_of

_NOBODY = Text("", "")


def list_steps(reach: Reach, key: str, at: datetime) -> tuple[Step, ...]:
    """Return what happened to a restriction by `at`, in order. Raises `not-found`, also for one outside the reach."""
    rows = reach.filter_persons(Restriction.objects.as_known(at).filter(id=key), "seat_id")
    row: Any = rows.select_related("decision__proposal").order_by("-valid_from").first()
    if row is None:
        raise NOT_FOUND(what="restriction", what_zh="限制措施", key=key)
    steps = [*_signed(row), *_offered(row), *_lived(row, at), *_appealed(row, at)]
    return tuple(sorted((step for step in steps if step.at <= at), key=lambda step: step.at))


def _signed(row: Any) -> Iterator[Step]:
    proposal = row.decision.proposal
    asker = name_users({proposal.asked_by}).get(proposal.asked_by, _NOBODY)
    office = name_offices({proposal.asked_office}).get(proposal.asked_office, _NOBODY)
    yield Step(proposal.created_at, "proposed", office, asker)
    for signer in signers_of(row.decision_id):
        yield Step(signer.signed_at, "signed", signer.office, signer.user)


def _offered(row: Restriction) -> Iterator[Step]:
    offers = Offer.objects.filter(outbreak_id=row.outbreak_id, person_id=row.person_id, measure=row.measure)
    for offer in offers.order_by("offered_at"):
        users = name_users({offer.offered_by, offer.answered_by})
        yield Step(offer.offered_at, "offered", _NOBODY, users.get(offer.offered_by, _NOBODY))
        if offer.answered_at:
            yield Step(offer.answered_at, offer.answer, _NOBODY, users.get(offer.answered_by, _NOBODY))
        if offer.ended_at:
            yield Step(offer.ended_at, "agreement-ended", _NOBODY, _NOBODY)


def _lived(row: Any, at: datetime) -> Iterator[Step]:
    hours = hours_of(row.decision.proposal.plan)
    yield Step(row.valid_from, "in-force", _NOBODY, _NOBODY)
    if row.served_at:
        late = (row.served_at - row.valid_from).total_seconds() > hours.serve_hours * 3600
        yield Step(row.served_at, "served", _NOBODY, _NOBODY, late)
    if row.reviewed_at:
        yield Step(row.reviewed_at, "reviewed", _NOBODY, _NOBODY)
    if row.released_at:
        yield Step(row.released_at, "released", _NOBODY, _NOBODY)
    elif lapse_of(row) <= at:
        yield Step(lapse_of(row), "lapsed", _NOBODY, _NOBODY)


def _appealed(row: Restriction, at: datetime) -> Iterator[Step]:
    appeals = list(Appeal.objects.filter(restriction=row.id).order_by("made_at"))
    users = name_users({one.heard_by for one in appeals})
    offices = name_offices({one.office for one in appeals})
    for one in appeals:
        late = is_past(one.due_at, one.heard_at, at)
        yield Step(one.made_at, "appealed", _NOBODY, _NOBODY, late and not one.outcome)
        if one.heard_at:
            office, user = offices.get(one.office, _NOBODY), users.get(one.heard_by, _NOBODY)
            yield Step(one.heard_at, one.outcome, office, user, late)
        if one.told_at:
            yield Step(one.told_at, "told", _NOBODY, _NOBODY)
