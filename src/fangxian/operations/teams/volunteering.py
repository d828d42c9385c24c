"""Signing up without an account: command asks for volunteers, anybody answers, whoever serves where they live checks them."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from fangxian.engines.problems import Problem
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.queries import get_system_actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.clock import Clock
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.teams.keeping import PENDING_DAYS, keep_until
from fangxian.operations.teams.members import find_known, write_members
from fangxian.operations.teams.models import SignUp, VolunteerCall
from fangxian.operations.teams.problems import SIGN_UP_UNCLEAR, TOO_MANY_SIGN_UPS, VOLUNTEERS_NOT_ASKED
from fangxian.operations.teams.rows import MemberGiven

SOURCE = "volunteer"
AN_HOUR = 5
"""Sign-ups from one sender in an hour; a family may share a telephone."""
ALL_AN_HOUR = 500
"""Sign-ups of an outbreak in an hour: beyond, somebody is flooding it."""
_NAME_AT_MOST, _PHONE_AT_MOST = 80, 40


@dataclass(frozen=True)
class SignUpGiven:
    """What somebody says of themselves. `id` is made by the form; `sender`: a keyed digest of where it came from."""

    id: UUID
    full_name: str
    phone: str
    place_id: str
    skills: tuple[str, ...] = ()
    consented: bool = False
    sender: str = ""


@transaction.atomic
def call_for_volunteers(actor: Actor, clock: Clock, *, outbreak_id: str, open: bool) -> None:
    """Ask everybody for volunteers, or ask no longer; said again, nothing changes. Raises `not-your-role`, `not-found`."""
    actor.require("command")
    get_outbreak(actor.reach, outbreak_id)
    if is_called(outbreak_id, clock.now()) != open:
        row = VolunteerCall(outbreak_id=outbreak_id, open=open)
        verb = "called for" if open else "ended"
        write_rows(actor, clock.now(), verb, "volunteer-call", outbreak_id, [row], {"open": open})


def is_called(outbreak_id: str, at: datetime) -> bool:
    """Tell whether everybody is asked for volunteers at an hour."""
    said = VolunteerCall.objects.filter(outbreak_id=outbreak_id, recorded_at__lte=at)
    last = said.order_by("-recorded_at", "-id").values_list("open", flat=True).first()
    return bool(last)


def open_sign_up(clock: Clock, outbreak_id: str) -> OutbreakRow:
    """Return an outbreak that asks for volunteers: nobody learns of another by asking. Raises `volunteers-not-asked`."""
    try:
        outbreak = get_outbreak(get_system_actor(SOURCE).reach, outbreak_id)
    except Problem:
        raise VOLUNTEERS_NOT_ASKED() from None
    if outbreak.ended_at is not None or not is_called(outbreak_id, clock.now()):
        raise VOLUNTEERS_NOT_ASKED()
    return outbreak


@transaction.atomic
def sign_up_alone(clock: Clock, *, outbreak_id: str, given: SignUpGiven) -> None:
    """Take somebody's word that they want to serve: they wait to be checked, and are erased if nobody does.

    Whoever signs up twice, or stands on record by this telephone, is answered alike and changes nothing.

    Raises:
        Problem: `volunteers-not-asked`, `sign-up-unclear`, `consent-needed`, `too-many-sign-ups`, `not-found` (a place
            that is not of the outbreak).
    """
    outbreak, at = open_sign_up(clock, outbreak_id), clock.now()
    actor = get_system_actor(SOURCE)
    _examine(outbreak, given)
    if SignUp.objects.filter(id=given.id).exists():
        return
    _slow_down(outbreak_id, given, at)
    wanted = MemberGiven(
        number=given.phone.strip(),
        full_name=given.full_name,
        phone=given.phone,
        place_id=given.place_id,
        kind="volunteer",
        skills=given.skills,
        home_id=given.place_id,
        consented=given.consented,
    )
    known = find_known(wanted)
    if known == "named":
        return
    if known == "erased":
        # Whoever has this telephone now begins anew: what was seen of somebody before is not theirs.
        wanted = replace(wanted, number=f"{wanted.number} {given.id}")
    [member] = write_members(actor, at, [wanted])
    today = at.astimezone(ZoneInfo(outbreak.timezone)).date()
    keep_until([member], today + timedelta(days=PENDING_DAYS))
    row = SignUp(id=given.id, outbreak_id=outbreak_id, member_id=member, sender=given.sender)
    write_rows(actor, at, "signed up", "sign-up", member, [row], {"place_id": given.place_id})


def _examine(outbreak: OutbreakRow, given: SignUpGiven) -> None:
    faults = (
        (not given.full_name.strip() or len(given.full_name) > _NAME_AT_MOST, "the name", "姓名"),
        (not given.phone.strip() or len(given.phone) > _PHONE_AT_MOST, "the telephone number", "电话"),
        (len(given.skills) > 20 or any(len(one) > 40 for one in given.skills), "the skills", "技能"),
    )
    for wrong, what, what_zh in faults:
        if wrong:
            raise SIGN_UP_UNCLEAR(what=what, what_zh=what_zh)
    if not Reach(frozenset({outbreak.place_id})).covers(given.place_id):
        raise NOT_FOUND(what="place", what_zh="地点", key=given.place_id)


def _slow_down(outbreak_id: str, given: SignUpGiven, at: datetime) -> None:
    recent = SignUp.objects.filter(recorded_at__gt=at - timedelta(hours=1))
    own = recent.filter(sender=given.sender).count() if given.sender else 0
    if own >= AN_HOUR or recent.filter(outbreak_id=outbreak_id).count() >= ALL_AN_HOUR:
        raise TOO_MANY_SIGN_UPS(most=AN_HOUR)
