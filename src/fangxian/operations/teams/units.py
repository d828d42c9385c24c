"""Temporary units (临时党支部 / 工作组) and linked leaders (联点): who leads, who answers for a place, which telephone."""

from uuid import UUID

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.ids import new_id
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.teams.codes import UNIT_KINDS
from fangxian.operations.teams.members import require_words
from fangxian.operations.teams.models import LinkedLeader, Unit
from fangxian.operations.teams.problems import NO_DUTY_PHONE
from fangxian.operations.teams.queries import get_member
from fangxian.operations.teams.rows import UnitGiven
from fangxian.operations.teams.standing import like, write_versions


@transaction.atomic
def set_up_unit(actor: Actor, clock: Clock, *, outbreak_id: str, given: UnitGiven) -> UUID:
    """Set up a temporary unit; the one that stood at the place for the same purpose under the same name is replaced.

    Raises:
        Problem: `not-your-role`, `not-found` (place, a member), `not-a-team-word`, `no-duty-phone`.
    """
    actor.require("command")
    get_outbreak(actor.reach, outbreak_id)
    actor.reach.require(given.place_id)
    require_words(UNIT_KINDS, [given.kind])
    if not given.duty_phone.strip():
        raise NO_DUTY_PHONE()
    at = clock.now()
    for member in {given.lead_id, *given.deputies, *given.members}:
        get_member(actor.reach, member, at)
    standing = Unit.objects.open().filter(outbreak_id=outbreak_id, place_id=given.place_id, ends_at=None)
    before = standing.filter(kind=given.kind, name_zh=given.name.zh).first()
    columns = {
        "kind": given.kind,
        "place_id": given.place_id,
        "name_zh": given.name.zh,
        "name_en": given.name.en,
        "lead_id": given.lead_id,
        "deputies": [str(one) for one in given.deputies],
        "members": [str(one) for one in given.members],
        "duty_phone": given.duty_phone.strip(),
    }
    row = (
        like(before, at, **columns)
        if before
        else Unit(id=new_id(), outbreak_id=outbreak_id, starts_at=at, known_from=at, valid_from=at, **columns)
    )
    told = {
        "kind": given.kind,
        "place_id": given.place_id,
        "lead": given.lead_id,
        "people": len(given.members),
    }
    write_versions(actor, at, "set up", "unit", row.id, [row], told, [before] if before else [])
    found: UUID = row.id
    return found


@transaction.atomic
def end_unit(actor: Actor, clock: Clock, *, unit_id: UUID, reason: str = "") -> None:
    """Dissolve a unit. Raises `not-your-role`, `not-found`."""
    actor.require("command")
    at = clock.now()
    row = actor.reach.filter(Unit.objects.open().filter(id=unit_id, ends_at=None)).first()
    if row is None:
        raise NOT_FOUND(what="unit", what_zh="临时工作组", key=unit_id)
    ended = like(row, at, ends_at=max(at, row.starts_at))
    write_versions(actor, at, "dissolved", "unit", row.id, [ended], {"ends_at": at}, [row], reason)


@transaction.atomic
def link_leader(actor: Actor, clock: Clock, *, outbreak_id: str, member_id: UUID, place_id: str) -> UUID:
    """Let a leader answer for a place; whoever answered for it before does no longer. Return the link.

    Raises:
        Problem: `not-your-role`, `not-found` (outbreak, place, member).
    """
    actor.require("command")
    get_outbreak(actor.reach, outbreak_id)
    actor.reach.require(place_id)
    at = clock.now()
    get_member(actor.reach, member_id, at)
    standing = LinkedLeader.objects.open().filter(outbreak_id=outbreak_id, place_id=place_id, ends_at=None)
    before = standing.first()
    if before is not None and before.member_id == member_id:
        return before.id
    if before is not None:
        ended = like(before, at, ends_at=max(at, before.starts_at))
        write_versions(actor, at, "unlinked", "linked-leader", before.id, [ended], {"ends_at": at}, [before])
    row = LinkedLeader(
        id=new_id(),
        outbreak_id=outbreak_id,
        place_id=place_id,
        member_id=member_id,
        starts_at=at,
        known_from=at,
        valid_from=at,
    )
    told = {"member": member_id, "place_id": place_id}
    write_versions(actor, at, "linked", "linked-leader", row.id, [row], told)
    return row.id
