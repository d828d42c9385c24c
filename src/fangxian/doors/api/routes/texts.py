"""Texts: the places one names, and the stays an itinerary tells of. Nothing is stored."""

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Router, Schema
from pydantic import Field

from fangxian.doors.api.entrance import Asked
from fangxian.doors.api.given import Exact
from fangxian.engines.gazetteer import Context, Mention
from fangxian.engines.itineraries import Span, Stay
from fangxian.operations.places import finding
from fangxian.stores.gathering.moments import check_zone

router = Router()
ShortText = Annotated[str, Field(max_length=20_000)]


class TextGiven(Exact):
    """A text, and what is known besides: a place it is about, places it has to do with, the day of its names."""

    text: ShortText
    within: str = ""
    near: list[str] = []
    on: date | None = None

    @property
    def context(self) -> Context:
        """Return what is known as the gazetteer takes it."""
        return Context(self.within, tuple(self.near), self.on)


class ItineraryGiven(TextGiven):
    """An itinerary as written; dates without a year are the latest before `anchor`, the day of the report."""

    anchor: date
    timezone: str


class StayTold(Schema):
    """A stay as told: `code` is empty where the place has to be asked about; minutes from local midnight of `on`."""

    on: date
    until_on: date
    from_minute: int | None
    to_minute: int | None
    arrive_at: datetime
    leave_at: datetime
    precision: str
    code: str
    place_text: str
    mention: Mention | None
    vehicle: str
    session: str
    zone: str
    seat: str


class ItineraryTold(Schema):
    """The stays, the pieces of the text they were read from, and the lines that gave none (start, end)."""

    stays: list[StayTold]
    spans: list[Span]
    unread: list[tuple[int, int]]


@router.post("/texts/places", response=list[Mention])
def find_mentions(request: Asked, given: TextGiven) -> list[Mention]:
    """Find every place a text names; `code` is empty where somebody has to choose among the candidates."""
    return list(finding.find_mentions(given.text, given.context))


@router.post("/texts/itinerary", response=ItineraryTold)
def read_itinerary(request: Asked, given: ItineraryGiven) -> ItineraryTold:
    """Read an itinerary in Chinese or English into stays to be confirmed; nothing is stored."""
    zone = check_zone(given.timezone)
    read = finding.read_stays(given.text, given.anchor, given.context)
    stays = [_told(stay, zone) for stay in read.stays]
    return ItineraryTold(stays=stays, spans=list(read.spans), unread=list(read.unread))


def _told(stay: Stay, zone: str) -> StayTold:
    moments = {"arrive_at", "leave_at"}
    fields: dict[str, Any] = {name: getattr(stay, name) for name in StayTold.model_fields.keys() - moments}
    return StayTold(**fields, arrive_at=stay.arrive_at(zone), leave_at=stay.leave_at(zone))
