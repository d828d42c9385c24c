"""Drawing an inspection: announced first, with everything that can be drawn; the seal of that announcement is the seed.

Whoever draws cannot choose the seed, because nobody knows the seal of an entry before it is written; and every
announcement stays on record, so that one who announces again until the sample suits is seen.
"""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from fangxian.engines.inspecting import (
    RISKS,
    OversightRule,
    draw_by_risk,
    sample_size,
    weigh_places,
)
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.contacts.queries import list_exposed_places
from fangxian.operations.journal.seals import find_seal
from fangxian.operations.journal.services import record
from fangxian.operations.journal.services import seal as seal_journal
from fangxian.operations.orders.queries import count_by_place
from fangxian.operations.oversight.models import Inspection, Visit
from fangxian.operations.oversight.problems import INSPECTION_WITHDRAWN, NOT_A_METHOD, NOTHING_TO_DRAW
from fangxian.operations.oversight.rules import rule_of
from fangxian.operations.oversight.sealing import plain
from fangxian.operations.places.queries import frame as places_in
from fangxian.operations.places.queries import get_place, under
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND, REASON_NEEDED

METHODS = ("random", "risk")
HALF_WIDTH = 0.1
"""A share is known to ten in a hundred either way unless somebody asks for more or less."""


def draw_inspection(
    actor: Actor,
    clock: Clock,
    *,
    outbreak_id: str,
    place_id: str,
    purpose: str,
    method: str = "random",
    size: int = 0,
    half_width: float = HALF_WIDTH,
    level: str = "community",
) -> UUID:
    """Announce an inspection and draw its places; return it. `size` 0: as many as `half_width` takes.

    Raises:
        Problem: `not-your-role`, `not-found`, `not-a-method`, `nothing-to-draw`, `words-needed`, `personal-number`.
    """
    actor.require("inspect")
    inspection_id = _announce(
        actor, clock, outbreak_id, place_id, plain(purpose), method, size, half_width, level
    )
    seal_journal()
    _draw(actor, clock, inspection_id)
    return inspection_id


@transaction.atomic
def withdraw_inspection(actor: Actor, clock: Clock, *, inspection_id: UUID, reason: str) -> None:
    """Take an inspection back, with the reason; that it was drawn stays on record."""
    actor.require("inspect")
    if not reason.strip():
        raise REASON_NEEDED()
    row = get_inspection_model(actor.reach, inspection_id)
    if row.withdrawn_at is not None:
        raise INSPECTION_WITHDRAWN()
    row.withdrawn_at, row.withdraw_reason = clock.now(), plain(reason)
    row.save(update_fields=["withdrawn_at", "withdraw_reason"])
    record(actor, "withdrawn", "inspection", row.id, at=row.withdrawn_at, reason=row.withdraw_reason)


def get_inspection_model(reach: Reach, inspection_id: UUID) -> Inspection:
    """Return an inspection, for the services of this app. Raises `not-found`."""
    row = reach.filter(Inspection.objects.filter(id=inspection_id)).first()
    if row is None:
        raise NOT_FOUND(what="inspection", what_zh="督查", key=inspection_id)
    return row


def seed_of(seal_hash: str) -> str:
    """Return the seed of a draw: a digest of the seal of its announcement."""
    return sha256(f"inspection:{seal_hash}".encode()).hexdigest()[:32]


@transaction.atomic
def _announce(
    actor: Actor, clock: Clock, outbreak_id: str, place_id: str, purpose: str, method: str, size: int,
    half_width: float, level: str,
) -> UUID:  # fmt: skip
    if method not in METHODS:
        raise NOT_A_METHOD(method=method)
    outbreak, at = get_outbreak(actor.reach, outbreak_id), clock.now()
    actor.reach.require(place_id)
    rule = rule_of(outbreak)
    weights = _weigh(actor.reach, outbreak_id, get_place(place_id).place_id, method, level, rule, at)
    row = Inspection(
        outbreak_id=outbreak_id,
        place_id=place_id,
        method=method,
        purpose=purpose,
        level=level,
        size=min(size, len(weights)) if size > 0 else sample_size(len(weights), half_width),
        frame={place: round(weight, 6) for place, weight in sorted(weights.items())},
        questions=[_image(question) for question in rule.questions],
        announced_at=at,
        announced_by=actor.user_id,
        office=actor.office_id,
    )
    row.entry = record(actor, "announced", "inspection", row.id, at=at, after=_announcement(row))
    row.save(force_insert=True)
    return row.id


@transaction.atomic
def _draw(actor: Actor, clock: Clock, inspection_id: UUID) -> None:
    row = Inspection.objects.select_for_update().get(id=inspection_id)
    seal = find_seal(row.entry_id) if row.entry_id else None
    assert seal is not None, "the announcement was sealed a moment ago"
    row.seed, row.sealed_seq = seed_of(seal.hash), seal.seq
    row.save(update_fields=["seed", "sealed_seq"])
    drawn = draw_by_risk(row.frame, row.size, row.seed)
    Visit.objects.bulk_create(
        Visit(inspection=row, place_id=one.place_id, position=one.position, weight=one.weight)
        for one in drawn
    )
    after = {"seed": row.seed, "sealed_seq": row.sealed_seq, "places": [one.place_id for one in drawn]}
    record(actor, "drawn", "inspection", row.id, at=clock.now(), after=after)


def _announcement(row: Inspection) -> dict[str, Any]:
    told = repr(sorted(row.frame.items()))
    return {
        "place_id": row.place_id,
        "method": row.method,
        "level": row.level,
        "size": row.size,
        "frame": len(row.frame),
        "frame_sha256": sha256(told.encode()).hexdigest(),
    }


def _weigh(
    reach: Reach, outbreak_id: str, place_id: str, method: str, level: str, rule: OversightRule, at: datetime
) -> Mapping[str, float]:
    inside = places_in(Reach(frozenset({place_id})))
    listed = inside.filter(inside["level"] == level)["place_id"].to_list()
    if not listed:
        raise NOTHING_TO_DRAW()
    if method == "random":
        return dict.fromkeys(listed, 1.0)
    return weigh_places(RISKS.rows(_risks(reach, outbreak_id, listed, at)), rule.weights)


def _risks(reach: Reach, outbreak_id: str, listed: list[str], at: datetime) -> list[dict[str, object]]:
    counts, exposed = count_by_place(reach, outbreak_id, at), _exposed(reach, outbreak_id, listed, at)
    visits = Visit.objects.filter(
        place_id__in=listed, visited_at__lte=at, inspection__outbreak_id=outbreak_id
    )
    last = dict(visits.values_list("place_id").annotate(Max("visited_at")))
    rows: list[dict[str, object]] = []
    for place in listed:
        count, seen = counts.get(place), last.get(place)
        rows.append(
            {
                "place_id": place,
                "issued": count.issued if count else 0,
                "overdue": count.overdue if count else 0,
                "exposures": exposed.get(place, 0),
                "days_since": (at - seen).total_seconds() / 86_400 if seen else None,
            }
        )
    return rows


def _exposed(reach: Reach, outbreak_id: str, listed: list[str], at: datetime) -> dict[str, int]:
    """People exposed at the venues of each place."""
    inside, found = under(listed), dict[str, int]()
    for row in list_exposed_places(reach, outbreak_id, at):
        if row.place_id in inside:
            place = inside[row.place_id]
            found[place] = found.get(place, 0) + row.found
    return found


def _image(question: Any) -> dict[str, str]:
    return {
        "key": question.key,
        "zh": question.title.zh,
        "en": question.title.en,
        "severity": question.severity,
    }
