"""Sending: a queue in the database, tried again with growing pauses, doubled by nobody, with receipts."""

import hmac
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction

from fangxian.engines.publishing import to_speech
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.clock import Clock
from fangxian.operations.journal.services import record
from fangxian.operations.notices.models import Delivery, Edition, Heard, Outlet
from fangxian.operations.places.queries import get_place
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND

Post = Callable[[str, bytes, Mapping[str, str]], int]
"""Sends a body to an address with headers and returns the status answered; raises OSError when nobody answers."""

FIRST_PAUSE = timedelta(minutes=1)
MOST_ATTEMPTS = 8
"""With doubled pauses the last is two hours after the one before: after about four hours it is given up, and shown."""


@dataclass(frozen=True)
class Sent:
    """What one round of sending did."""

    sent: int
    failed: int
    given_up: int


@transaction.atomic
def open_outlet(
    actor: Actor, clock: Clock, *, place_id: str, channel: str, name: str, address: str = ""
) -> tuple[UUID, str]:
    """Add where notices of a place (and of what lies around it) are sent; return its id and its secret, shown once."""
    actor.require("publish")
    actor.reach.require(place_id)
    secret = secrets.token_hex(24)
    outlet = Outlet.objects.create(
        place_id=get_place(place_id).place_id,
        channel=channel,
        name=name,
        address=address,
        secret=secret,
        opened_at=clock.now(),
    )
    after = {"place_id": place_id, "channel": channel, "name": name}
    record(actor, "opened", "outlet", outlet.id, at=clock.now(), after=after)
    return outlet.id, secret


@transaction.atomic
def close_outlet(actor: Actor, clock: Clock, *, outlet_id: UUID) -> None:
    """Stop sending to an outlet. Raises `not-found`."""
    actor.require("publish")
    rows = actor.reach.filter(Outlet.objects.filter(id=outlet_id, closed_at=None))
    if not rows.update(closed_at=clock.now()):
        raise NOT_FOUND(what="outlet", what_zh="发布渠道", key=outlet_id)
    record(actor, "closed", "outlet", outlet_id, at=clock.now())


def queue(edition: Edition, at: datetime, *, withdrawal: bool = False) -> int:
    """Put an edition on its way to every outlet of its place and inside it, in the caller's transaction."""
    inside = Reach(frozenset({edition.notice.place_id}))
    outlets = inside.filter(Outlet.objects.filter(closed_at=None))
    made = [
        Delivery(edition=edition, outlet=outlet, withdrawal=withdrawal, queued_at=at, next_at=at)
        for outlet in outlets
    ]
    Delivery.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def send_waiting(clock: Clock, post: Post, limit: int = 200) -> Sent:
    """Send what is due to webhooks and gateways; a loudspeaker waits for whoever plays it."""
    due = Delivery.objects.filter(
        sent_at=None, given_up_at=None, next_at__lte=clock.now(), outlet__channel__in=["webhook", "sms"]
    )
    found = [
        _send_one(key, clock, post)
        for key in due.order_by("next_at", "id").values_list("id", flat=True)[:limit]
    ]
    return Sent(found.count("sent"), found.count("failed"), found.count("given_up"))


@transaction.atomic
def receive(clock: Clock, *, delivery_id: UUID, secret: str, answer: str = "") -> None:
    """Take a receipt from the outlet itself. Raises `not-found` for a wrong secret as for no such delivery."""
    delivery = Delivery.objects.select_related("outlet").filter(id=delivery_id).first()
    known = delivery.outlet.secret if delivery else ""
    if delivery is None or not hmac.compare_digest(known, secret):
        raise NOT_FOUND(what="delivery", what_zh="投送", key=delivery_id)
    _mark_received(delivery, clock.now(), answer)


@transaction.atomic
def mark_played(actor: Actor, clock: Clock, *, delivery_id: UUID, times: int) -> None:
    """Record that a loudspeaker played a notice. Raises `not-found`, also for one outside the reach."""
    actor.require("work")
    rows = actor.reach.filter(Delivery.objects.filter(outlet__channel="loudspeaker"), "outlet__place_id")
    delivery = rows.filter(id=delivery_id).first()
    if delivery is None:
        raise NOT_FOUND(what="delivery", what_zh="投送", key=delivery_id)
    _mark_received(delivery, clock.now(), f"× {times}")
    record(actor, "played", "delivery", delivery_id, at=clock.now(), after={"times": times})


def play_waiting(actor: Actor, clock: Clock, *, outlet_id: UUID, times: int) -> int:
    """Record that a loudspeaker played all that waits for it; return how many notices. Raises as `mark_played`."""
    waiting = Delivery.objects.filter(outlet=outlet_id, received_at=None).order_by("queued_at", "id")
    keys = list(waiting.values_list("id", flat=True))
    for key in keys:
        mark_played(actor, clock, delivery_id=key, times=times)
    return len(keys)


def message_of(delivery: Delivery) -> dict[str, Any]:
    """Return what is sent: the words in both languages, as text to read and to read out."""
    edition = delivery.edition
    title = {"zh": edition.title_zh, "en": edition.title_en}
    body = {"zh": edition.body_zh, "en": edition.body_en}
    if delivery.withdrawal:
        title = {"zh": f"撤回：{title['zh']}", "en": f"Withdrawn: {title['en']}"}
        body = {"zh": edition.withdraw_reason_zh, "en": edition.withdraw_reason_en}
    return {
        "delivery": str(delivery.id),
        "outbreak": edition.notice.outbreak_id,
        "notice": edition.notice.number,
        "edition": edition.edition,
        "place": edition.notice.place_id,
        "withdrawn": delivery.withdrawal,
        "title": title,
        "body": body,
        "speech": {language: to_speech(f"{title[language]}。\n{body[language]}") for language in body},
    }


def _send_one(key: UUID, clock: Clock, post: Post) -> str:
    """Send one delivery, outside any transaction: nobody waits for a slow gateway.

    The claim moves its next time on, so that of two senders one finds nothing; a crash after the claim sends it again
    under the same idempotency key.
    """
    delivery = Delivery.objects.select_related("edition__notice", "outlet").get(id=key)
    pause = FIRST_PAUSE * 2**delivery.attempts
    claim = Delivery.objects.filter(id=key, sent_at=None, attempts=delivery.attempts)
    if not claim.update(attempts=delivery.attempts + 1, next_at=clock.now() + pause):
        return "skipped"
    body = json.dumps(message_of(delivery), ensure_ascii=False).encode()
    try:
        status = post(delivery.outlet.address, body, _headers(delivery, body))
        return _note(key, clock.now(), 200 <= status < 300, f"HTTP {status}")
    except OSError as fault:
        return _note(key, clock.now(), False, str(fault)[:200])


def _headers(delivery: Delivery, body: bytes) -> dict[str, str]:
    signature = hmac.new(delivery.outlet.secret.encode(), body, sha256).hexdigest()
    return {
        "Content-Type": "application/json; charset=utf-8",
        "Idempotency-Key": str(delivery.id),
        "Fangxian-Signature": f"sha256={signature}",
    }


@transaction.atomic
def _note(key: UUID, at: datetime, arrived: bool, answer: str) -> str:
    delivery = Delivery.objects.select_for_update(of=("self",)).get(id=key)
    delivery.answer = answer
    if arrived:
        delivery.sent_at = delivery.sent_at or at
    elif delivery.attempts >= MOST_ATTEMPTS:
        delivery.given_up_at = at
    delivery.save(update_fields=["answer", "sent_at", "given_up_at"])
    _hear(delivery, at)
    return "sent" if arrived else "given_up" if delivery.given_up_at else "failed"


def _mark_received(delivery: Delivery, at: datetime, answer: str) -> None:
    delivery.sent_at = delivery.sent_at or at
    delivery.received_at = at
    delivery.answer = answer[:200] or delivery.answer
    delivery.save(update_fields=["sent_at", "received_at", "answer"])
    _hear(delivery, at)


def _hear(delivery: Delivery, at: datetime) -> None:
    """Keep what was said when, so that an earlier hour can be read as it was."""
    Heard.objects.create(delivery=delivery, heard_at=at, attempts=delivery.attempts, answer=delivery.answer)
