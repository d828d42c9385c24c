"""The search for those who were at a venue and whom nobody knows: an estimate, a notice, a call by the operator."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from fangxian.engines import tables
from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.cases.services import hold_open
from fangxian.operations.clock import Clock
from fangxian.operations.contacts.queries import list_exposed_places
from fangxian.operations.contacts.rows import ExposedPlace
from fangxian.operations.follow_ups.models import Search
from fangxian.operations.follow_ups.problems import NOT_A_VENUE_EXPOSED
from fangxian.operations.follow_ups.venue_rows import Notice
from fangxian.operations.ids import new_id
from fangxian.operations.journal.services import record
from fangxian.operations.orders.issuing import Grounds, issue
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import REASON_NEEDED
from fangxian.operations.versions import correct

OPERATOR = "venue_operator"
CALL_WITHIN = timedelta(hours=12)
"""How long an operator has for the list, unless the call says otherwise."""

_CALL = Text("提供到访名单", "Give the list of those who were there")


@transaction.atomic
def estimate(
    actor: Actor, clock: Clock, *, outbreak_id: str, place_id: str, expected: int, told_by: str
) -> None:
    """Keep how many people were at a venue by somebody's estimate: who is not found is counted against it.

    Raises:
        Problem: `not-your-role`, `outbreak-ended`, `venue-not-exposed`, `reason-needed` (nobody named as its source).
    """
    actor.require("work")
    if not told_by.strip():
        raise REASON_NEEDED()
    _change(
        actor, clock, outbreak_id, place_id, "estimated", expected=max(expected, 0), told_by=told_by.strip()
    )


@transaction.atomic
def publish_notice(actor: Actor, clock: Clock, *, outbreak_id: str, place_id: str, notice: Notice) -> None:
    """Keep a notice as published: from now on people may report that they were there.

    Raises:
        Problem: `not-your-role`, `outbreak-ended`, `venue-not-exposed`.
    """
    actor.require("sign")
    _change(actor, clock, outbreak_id, place_id, "published", notice=asdict(notice), published_at=clock.now())


@transaction.atomic
def call_operator(
    actor: Actor, clock: Clock, *, outbreak_id: str, place_id: str, due_at: datetime | None = None
) -> UUID:
    """Order the venue's operator to give the list of visitors; return the order. A second call stands for the first.

    Raises:
        Problem: `not-your-role`, `outbreak-ended`, `venue-not-exposed`.
    """
    actor.require("sign")
    venue = get_venue(actor.reach, outbreak_id, place_id, clock.now())
    outbreak = get_outbreak(actor.reach, outbreak_id)
    order = _order(outbreak_id, place_id, due_at or clock.now() + CALL_WITHIN)
    ask = Text(
        f"请提供 {_hours(venue, outbreak.timezone)} 在场人员的预订、票务、会员或排班名单；没有名单也请写明，并估计人数。",
        f"Give bookings, tickets, members or rosters of those present {_hours(venue, outbreak.timezone)}; "
        "where there is no list say so, and estimate how many there were.",
    )
    grounds = {
        order["measure_id"]: Grounds(
            None, Text(f"{_CALL.zh}: {venue.place.zh}", f"{_CALL.en}: {venue.place.en}"), ask
        )
    }
    standing = _find(outbreak_id, place_id)
    if standing is not None and standing.order_id is not None and due_at is None:
        return standing.order_id
    made = issue(
        actor,
        clock,
        outbreak_id=outbreak_id,
        plan=f"{outbreak.plan}@{outbreak.plan_version}",
        orders=tables.ORDERS.rows([order]),
        grounds=grounds,
    )
    order_id = made.ids[0]
    _change(actor, clock, outbreak_id, place_id, "called", called_at=clock.now(), order_id=order_id)
    return order_id


def get_venue(reach: Reach, outbreak_id: str, place_id: str, at: datetime) -> ExposedPlace:
    """Return a venue a case visited while infectious. Raises `venue-not-exposed`, also for one outside the reach."""
    found = [row for row in list_exposed_places(reach, outbreak_id, at) if row.place_id == place_id]
    if not found:
        raise NOT_A_VENUE_EXPOSED(place=place_id)
    return next((row for row in found if row.unknown_attendees), found[0])


def _hours(venue: ExposedPlace, timezone: str) -> str:
    begin, end = (at.astimezone(ZoneInfo(timezone)) for at in (venue.from_at, venue.to_at))
    return f"{begin:%m-%d %H:%M} – {end:%m-%d %H:%M}"


def _order(outbreak_id: str, place_id: str, due_at: datetime) -> dict[str, Any]:
    key = f"call-{place_id}"[:64]
    return {
        "order_id": key,
        "dispatch_id": key,
        "place_id": place_id,
        "department": OPERATOR,
        "measure": "find-attendees",
        "owner_role": OPERATOR,
        "deadline_at": due_at,
        "proof": "list",
        "change": "new",
        "subject_place_id": place_id,
        "measure_id": key,
        "outbreak_id": outbreak_id,
        "rule": "chosen-by-a-person",
        "evidence": "",
        "digest": "",
    }


def _change(actor: Actor, clock: Clock, outbreak_id: str, place_id: str, verb: str, **changes: Any) -> None:
    get_outbreak(actor.reach, outbreak_id)
    hold_open(outbreak_id)
    get_venue(actor.reach, outbreak_id, place_id, clock.now())
    at, standing = clock.now(), _find(outbreak_id, place_id)
    key = standing.id if standing else new_id()
    entry = record(actor, verb, "search", key, at=at, after={"place_id": place_id, **changes})
    if standing is not None:
        correct(standing, entry, at, **changes)
        return
    Search.objects.create(
        id=key,
        outbreak_id=outbreak_id,
        place_id=place_id,
        known_from=at,
        valid_from=at,
        entry=entry,
        **changes,
    )


def _find(outbreak_id: str, place_id: str) -> Search | None:
    return Search.objects.open().filter(outbreak_id=outbreak_id, place_id=place_id).first()
