"""Registrations, passages and knocks: written to the disk, acknowledged, on record soon after; codes for them."""

from datetime import timedelta
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Body, Router
from ninja.security import HttpBearer
from pydantic import Field

from fangxian.doors.api.entrance import Asked, SignedInSession, clock_of_the_world
from fangxian.doors.api.given import Exact
from fangxian.doors.api.sent import DESCRIBED, answer_busy, answer_each, read_sent
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.clock import Clock
from fangxian.operations.registrations import codes, pending, queries
from fangxian.operations.registrations.desk import get_desk
from fangxian.operations.registrations.given import Key, RecordGiven
from fangxian.operations.registrations.pending import PendingCounts
from fangxian.operations.registrations.queries import Lag
from fangxian.operations.registrations.services import accept
from fangxian.stores.spool import Busy

router = Router()


class LatelyAdmitted(HttpBearer):
    """`Authorization: Bearer fangxian_…`, looked up once a second and not once a request."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """Return the actor the token lets in."""
        return get_desk().admissions.find(token, _clock_lately())


class CodeAsked(Exact):
    """Whom a code is for: somebody the office at the place answers for; no name."""

    place_id: str = Field(max_length=80)
    subject: Literal["person", "household"]
    key: Annotated[Key, Field(max_length=21)]
    purpose: Literal["registration", "passage", "knock"]
    valid_minutes: int = Field(15, ge=1, le=24 * 60)


class CodeMade(Exact):
    """The text of a code, to be shown as a QR code."""

    text: str


class PublicKey(Exact):
    """What checks a code (Ed25519, hexadecimal)."""

    public_key: str


@router.post("/registrations", auth=[LatelyAdmitted(), SignedInSession()], openapi_extra=DESCRIBED)
def register(request: Asked) -> HttpResponse:
    """Hand in at most ten records. Each is answered for: accepted means it is on the disk and will not be lost.

    503 with `Retry-After`: nothing was taken; send it again, under the same keys, after so many seconds.
    """
    sent = read_sent(request.body)
    readable = [one for one in sent if isinstance(one, RecordGiven)]
    try:
        with get_desk().gate.enter():
            taken = iter(accept(request.auth, _clock_lately(), readable))
    except Busy as busy:
        return answer_busy(busy)
    return answer_each([next(taken) if isinstance(one, RecordGiven) else one for one in sent])


def _clock_lately() -> Clock:
    return get_desk().get_clock(clock_of_the_world)


@router.get("/registrations/lag", response=Lag)
def find_lag(request: Asked) -> Lag:
    """Say how many acknowledged records are not on record yet, and for how long the oldest of them has waited."""
    return queries.find_lag(clock_of_the_world().now())


@router.get("/registrations/pending", response=PendingCounts)
def count_pending(request: Asked) -> PendingCounts:
    """Say how many records of a round wait for its ledger, and how many it would not take, by problem."""
    return pending.count_pending()


@router.post("/codes", response=CodeMade)
def make_code(request: Asked, given: Body[CodeAsked]) -> dict[str, Any]:
    """Make a short-lived code that anybody with the public key can check without the server."""
    text = codes.make_code(
        request.auth,
        clock_of_the_world(),
        place_id=given.place_id,
        subject=given.subject,
        key=given.key,
        purpose=given.purpose,
        valid_for=timedelta(minutes=given.valid_minutes),
    )
    return {"text": text}


@router.get("/codes/key", response=PublicKey)
def get_public_key(request: Asked) -> dict[str, Any]:
    """Return the public key that checks codes; a device fetches it once and needs no server afterwards."""
    return {"public_key": codes.get_public_key().hex()}
