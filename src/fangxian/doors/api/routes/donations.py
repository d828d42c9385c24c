"""Donations: offered, received, thanked for, published; what donated money was spent on."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ninja import Router, Status
from pydantic import Field

from fangxian.doors.api.answers import Made
from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.doors.api.given import Exact
from fangxian.doors.api.hours import KnownAt, known
from fangxian.operations.supplies import donations, services, spending
from fangxian.operations.supplies.rows import DonationRow, PurchaseGiven, PurchaseRow

router = Router()

_MOST = 1_000_000_000


class NewDonation(Exact):
    """Something offered: goods (item, quantity) or money (amount_yuan). `donor`: an organisation; empty: a person."""

    place_id: str
    kind: str
    donor: str = Field("", max_length=120)
    item: str = ""
    quantity: int = Field(0, ge=0, le=_MOST)
    amount_yuan: int = Field(0, ge=0, le=_MOST)


class DonationCame(Exact):
    """How much came; goods go into a depot."""

    quantity: int | None = Field(None, ge=1, le=_MOST)
    depot_id: str = ""
    expires_on: date | None = None


class NewPurchase(Exact):
    """Goods bought with donated money of a place; each receipt of a seller once."""

    place_id: str
    depot_id: str
    item: str
    quantity: int = Field(ge=1, le=_MOST)
    amount_yuan: int = Field(ge=1, le=_MOST)
    seller: str = Field(min_length=1, max_length=120)
    receipt: str = Field(min_length=1, max_length=60)
    expires_on: date | None = None


@dataclass(frozen=True)
class Money:
    """Donated money in yuan: received = spent + left."""

    received: int
    spent: int
    left: int


@router.get("/outbreaks/{outbreak_id}/donations", response=list[DonationRow])
def list_donations(request: Asked, outbreak_id: str, known_at: KnownAt = None) -> list[DonationRow]:
    """List the donations, the latest first."""
    return list(donations.list_donations(request.auth.reach, outbreak_id, known(known_at)))


@router.post("/outbreaks/{outbreak_id}/donations", response={201: Made})
def offer_donation(request: Asked, outbreak_id: str, given: NewDonation) -> Status[Made]:
    """Write down what is offered."""
    made = services.offer_donation(
        request.auth, clock_of_the_world(), outbreak_id=outbreak_id, **given.model_dump()
    )
    return Status(201, Made(made))


@router.get("/outbreaks/{outbreak_id}/donations/money", response=Money)
def count_donated_money(request: Asked, outbreak_id: str, known_at: KnownAt = None) -> Money:
    """Count the donated money of your places: received, spent, left."""
    purse = spending.count_purse(request.auth.reach, outbreak_id, known(known_at))
    return Money(purse.received, purse.spent, purse.left)


@router.get("/outbreaks/{outbreak_id}/purchases", response=list[PurchaseRow])
def list_purchases(request: Asked, outbreak_id: str, known_at: KnownAt = None) -> list[PurchaseRow]:
    """List what donated money was spent on, the latest first."""
    return list(spending.list_purchases(request.auth.reach, outbreak_id, known(known_at)))


@router.post("/outbreaks/{outbreak_id}/purchases", response={201: Made})
def spend_donated(request: Asked, outbreak_id: str, given: NewPurchase) -> Status[Made]:
    """Spend donated money on goods, which go into a depot at once; never more than was received for the place."""
    told = given.model_dump()
    place = told.pop("place_id")
    made = services.spend(
        request.auth,
        clock_of_the_world(),
        outbreak_id=outbreak_id,
        place_id=place,
        given=PurchaseGiven(**told),
    )
    return Status(201, Made(made))


@router.post("/donations/{donation_id}/received", response={204: None})
def receive_donation(request: Asked, donation_id: UUID, given: DonationCame) -> Status[None]:
    """Say that it came; goods become a lot."""
    services.receive_donation(
        request.auth, clock_of_the_world(), donation_id=donation_id, **given.model_dump()
    )
    return Status(204, None)


@router.post("/donations/{donation_id}/acknowledged", response={204: None})
def acknowledge_donation(request: Asked, donation_id: UUID) -> Status[None]:
    """Say that the giver was thanked."""
    services.acknowledge_donation(request.auth, clock_of_the_world(), donation_id=donation_id)
    return Status(204, None)


@router.post("/donations/{donation_id}/declined", response={204: None})
def decline_donation(request: Asked, donation_id: UUID) -> Status[None]:
    """Say that it is not taken."""
    services.decline_donation(request.auth, clock_of_the_world(), donation_id=donation_id)
    return Status(204, None)


@router.post("/donations/{donation_id}/published", response={204: None})
def publish_donation(request: Asked, donation_id: UUID) -> Status[None]:
    """Put it on the public list."""
    services.publish_donation(request.auth, clock_of_the_world(), donation_id=donation_id)
    return Status(204, None)
