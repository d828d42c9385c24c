"""Supplies as pages and programs see them: frozen rows, never models."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from fangxian.engines.problems import Text

GOODS, MONEY = "goods", "money"
DONATION_KINDS = (GOODS, MONEY)

RECEIVED, ACKNOWLEDGED, PUBLISHED, DECLINED = "received", "acknowledged", "published", "declined"
DONATION_STEPS = (RECEIVED, ACKNOWLEDGED, PUBLISHED, DECLINED)
"""It came; the giver was thanked with a receipt; it stands on the public list; it was not taken."""

WORD, DOORSTEP, NOT_HANDED = "word", "doorstep", "not-handed"
HANDED = (WORD, DOORSTEP, NOT_HANDED)
"""The household said its word; it was put down at the door and somebody saw it taken in; it went back."""

WHY_NOT = ("nobody", "refused", "wrong-door", "not-loaded", "damaged")

SERVED, ON_THE_WAY, UNSERVED = "served", "on-the-way", "unserved"
WHY_UNSERVED = ("not-planned", "short", "no-vehicle", "no-time", "not-on-the-map", *WHY_NOT)
"""Why nothing is on its way: no plan was made since; what the last plan found; what happened at the door."""


@dataclass(frozen=True)
class HouseholdGiven:
    """A household of a place as its community counts it. `household_id`: its door in the register.

    gate_id: where a vehicle stops for it; from_hour, to_hour: local hours in which it may be called on. Nobody in any
    band: it is no longer to be supplied.
    """

    household_id: str
    place_id: str
    infants: int = 0
    children: int = 0
    adults: int = 0
    elders: int = 0
    gate_id: str = ""
    lat: float | None = None
    lon: float | None = None
    from_hour: int | None = None
    to_hour: int | None = None


@dataclass(frozen=True)
class RequestGiven:
    """What a household asks for. `id` is made where it was told: sent again, nothing changes."""

    id: UUID
    household_id: str
    item: str
    quantity: int
    urgent: bool = False


@dataclass(frozen=True)
class LotGiven:
    """Goods that come into a depot. `arrives_on`: ordered, and on its way until then; None: they are there."""

    depot_id: str
    item: str
    quantity: int
    expires_on: date | None = None
    arrives_on: date | None = None


@dataclass(frozen=True)
class HandedGiven:
    """What became of a household's supplies at its door. `id` is made on the phone: sent again, nothing changes."""

    id: UUID
    drop_id: UUID
    outcome: str
    event_at: datetime
    word: str = ""
    why: str = ""
    device_at: datetime | None = None


@dataclass(frozen=True)
class DepotRow:
    """A depot as it was last described."""

    id: str
    name: str
    place_id: str
    lat: float
    lon: float


@dataclass(frozen=True)
class LotRow:
    """A lot and its balance: received = in_stock + delivered + expired + written_off; `reserved` of what is in stock."""

    id: UUID
    depot_id: str
    item: str
    title: Text
    unit: str
    expires_on: date | None
    arrives_on: date | None
    received: int
    in_stock: int
    delivered: int
    expired: int
    written_off: int
    reserved: int
    donation_id: UUID | None

    @property
    def free(self) -> int:
        """What no household is promised yet."""
        return self.in_stock - self.reserved

    def is_there(self) -> bool:
        """Whether it has come."""
        return self.received > 0


@dataclass(frozen=True)
class DonationRow:
    """A donation and how far it came. `donor` is empty for a person: people give without a name, on a receipt."""

    id: UUID
    number: str
    kind: str
    donor: str
    item: str
    title: Text
    unit: str
    quantity: int
    amount_yuan: int
    offered_at: datetime
    steps: Mapping[str, datetime]
    received: int
    used: int

    @property
    def standing(self) -> str:
        """The last step, or `offered`."""
        return max(
            self.steps, key=lambda step: (self.steps[step], DONATION_STEPS.index(step)), default="offered"
        )


@dataclass(frozen=True)
class PurchaseGiven:
    """Goods bought with donated money; they become a lot of the depot. `receipt`: its number, of the seller."""

    depot_id: str
    item: str
    quantity: int
    amount_yuan: int
    seller: str
    receipt: str
    expires_on: date | None = None


@dataclass(frozen=True)
class PurchaseRow:
    """A line of what donated money was spent on."""

    id: UUID
    place_id: str
    item: str
    title: Text
    unit: str
    quantity: int
    amount_yuan: int
    seller: str
    receipt: str
    bought_at: datetime


@dataclass(frozen=True)
class Purse:
    """Donated money in yuan: received = spent + left, and left is never below nothing."""

    received: int
    spent: int

    @property
    def left(self) -> int:
        """What may still be spent."""
        return self.received - self.spent


@dataclass(frozen=True)
class RoundRow:
    """A round of delivery: how many households, how many of them had an answer, and of these how many were handed."""

    id: UUID
    number: str
    vehicle: str
    depot_id: str
    starts_at: datetime
    ends_at: datetime
    drops: int
    answered: int
    handed: int
    load_kg: float


@dataclass(frozen=True)
class PortionRow:
    """One thing for one household. A sealed parcel is called so; what is in it is not told."""

    item: str
    title: Text
    unit: str
    quantity: int


@dataclass(frozen=True)
class DropRow:
    """One household of a round. `household_id`: "" for who reads no registers; `outcome`: "" while nobody was there."""

    id: UUID
    nth: int
    at: datetime
    place_id: str
    place: Text
    gate_id: str
    household_id: str
    portions: tuple[PortionRow, ...]
    outcome: str
    why: str


@dataclass(frozen=True)
class UnservedRow:
    """A household nothing is on its way to, and why. `household_id`: "" once its door plate was erased."""

    household_id: str
    place_id: str
    place: Text
    why: str
    short_of: tuple[str, ...]


@dataclass(frozen=True)
class ShortageRow:
    """An item: what is there, what is on its way, what is used a day, and the first day it does not suffice."""

    item: str
    title: Text
    unit: str
    in_stock: int
    coming: int
    a_day: int
    runs_out_on: date | None
    short: int


@dataclass(frozen=True)
class Board:
    """Where supplies stand: households = served + on_the_way + unserved. `why`: reason -> how many of the unserved.

    `uncounted`: closed places in which no household is on record, so nobody can be served there: (place, residents).
    """

    households: int
    served: int
    on_the_way: int
    unserved: int
    why: Mapping[str, int] = field(default_factory=dict)
    uncounted: tuple[tuple[str, Text, int | None], ...] = ()


@dataclass(frozen=True)
class PlanRow:
    """A plan as it would be, or was, accepted: who is on a round, who is not and why, what is short."""

    households: int
    planned: int
    left: Mapping[str, int]
    rounds: int
    stops: int
    km: float
    bound_km: float
    short: tuple[tuple[str, int], ...]
    """(item, how much), in units of the item."""
