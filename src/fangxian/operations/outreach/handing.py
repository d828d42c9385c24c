"""Handing stranded visitors to their home city: one letter a city, acknowledged or late."""

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.handovers.services import send_letter
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.outreach.checklist import checklist_of
from fangxian.operations.outreach.models import GroupHanded
from fangxian.operations.outreach.problems import NO_GROUP_TO_HAND
from fangxian.operations.outreach.rows import MODES, GroupRow, HomeTold
from fangxian.operations.outreach.stranded import list_groups

_MODES_ZH = dict(zip(MODES, ("火车", "飞机", "大巴", "自驾", "船", "其他"), strict=True))


@transaction.atomic
def hand_over(actor: Actor, clock: Clock, *, outbreak_id: str, home: str, to_place_id: str = "") -> HomeTold:
    """Hand every group of a home city that was not handed over yet to that city, in one letter.

    The letter is one of the handovers: it names who leads each group, says how many come with them, when and by what,
    and waits to be acknowledged for as many hours as the checklist says. to_place_id: the city where it is a place of
    this tree; without one it goes outside and is acknowledged by its code. A group whose letter was withdrawn is handed
    over again.

    Raises:
        Problem: `not-your-role`, `not-found`, `no-group-to-hand`; as `send_letter` does.
    """
    actor.require("respond")
    outbreak, at = get_outbreak(actor.reach, outbreak_id), clock.now()
    groups = [
        one
        for one in list_groups(actor.reach, outbreak_id, at, home=home)
        if one.left_at is None and one.letter_id is None
    ]
    if not groups:
        raise NO_GROUP_TO_HAND(home=home)
    sent = send_letter(
        actor,
        clock,
        outbreak_id=outbreak_id,
        people=[f"stranded-{one.group_id.hex}" for one in groups],
        asks=_asks(groups, outbreak.timezone),
        to_place_id=to_place_id,
        to_name="" if to_place_id else home,
        due_at=at + timedelta(hours=checklist_of(outbreak).acknowledge_hours),
    )
    rows = [
        GroupHanded(group_id=one.group_id, place_id=one.place_id, letter_id=sent.letter_id) for one in groups
    ]
    people = sum(one.size for one in groups)
    after = {"letter": sent.number, "groups": len(groups), "people": people}
    write_rows(actor, at, "handed over", "group-handed", sent.letter_id, rows, after)
    return HomeTold(sent.letter_id, sent.number, sent.code, len(groups), people)


def _asks(groups: Sequence[GroupRow], timezone: str) -> str:
    """The words of the letter, in both languages: whom to expect, and when."""
    people = sum(one.size for one in groups)
    lines = [_line(one, timezone) for one in groups]
    return "\n".join(
        [
            f"请接收返程的滞留旅客{len(groups)}批{people}人，安排抵达后的健康监测，并回执。",
            f"Please receive {len(groups)} groups, {people} people, on their way home, look after their health on arrival, "
            "and acknowledge.",
            *lines,
        ]
    )


def _line(one: GroupRow, timezone: str) -> str:
    if one.leaves_at is None:
        return f"#{one.number} {one.size}人 people: 时间未定 not yet known"
    local = one.leaves_at.astimezone(ZoneInfo(timezone))
    return f"#{one.number} {one.size}人 people: {local:%Y-%m-%d %H:%M} {_MODES_ZH[one.leaves_by]} {one.leaves_by}"
