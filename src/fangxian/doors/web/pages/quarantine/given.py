"""Reads the forms of quarantine sites."""

from datetime import date
from uuid import UUID

from django.http import QueryDict

from fangxian.doors.web.given import read_number, read_place, read_text, unclear
from fangxian.engines.problems import Text
from fangxian.operations.places.reach import Reach
from fangxian.operations.quarantine_sites.rows import ConsentGiven, FloorGiven, SiteGiven
from fangxian.operations.quarantine_sites.services import RoomAsked

_BETWEEN = "|"


def read_site(form: QueryDict, reach: Reach) -> SiteGiven:
    """Return a site as a form says it. Raises `form-unclear` and names the field."""
    return SiteGiven(
        site_id=read_text(form, "key", Text("编号", "the key")),
        place_id=read_place(form, reach),
        name=read_text(form, "name", Text("名称", "the name")),
        lat=read_degrees(form, "lat"),
        lon=read_degrees(form, "lon"),
        floors=tuple(_floors(form)),
    )


def read_asked(form: QueryDict) -> list[RoomAsked]:
    """Return the rooms that were ticked: restriction, site, room, party and consent with strokes between."""
    found = []
    for line in form.getlist("room"):
        parts = line.split(_BETWEEN)
        if len(parts) != 5:
            raise unclear(Text("房间", "the room"))
        key, site, room, party, consent = parts
        found.append(RoomAsked(key, site, room, party, _read_consent(consent)))
    return found


def read_signed(form: QueryDict) -> ConsentGiven:
    """Return a consent as a form says it: whom and for what with a stroke between, how they were told and signed."""
    measure, _, person = form.get("person", "").partition(_BETWEEN)
    return ConsentGiven(
        person_id=person,
        measure=measure,
        channel=form.get("channel", ""),
        language=form.get("language", ""),
        signed=form.get("signed", ""),
    )


def read_day(form: QueryDict) -> date:
    """Return the due day of a sample."""
    try:
        return date.fromisoformat(form.get("day", ""))
    except ValueError as error:
        raise unclear(Text("日期", "the day")) from error


def read_temperature(form: QueryDict) -> float | None:
    """Return a temperature, None where the field is empty."""
    text = form.get("temperature", "").strip().replace("，", ".")
    if not text:
        return None
    try:
        return float(text)
    except ValueError as error:
        raise unclear(Text("体温", "the temperature")) from error


def read_degrees(form: QueryDict, name: str) -> float:
    """Return degrees of latitude or longitude."""
    try:
        return float(form.get(name, "").strip())
    except ValueError as error:
        raise unclear(Text("位置", "where it is")) from error


def _read_consent(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError as error:
        raise unclear(Text("同意书", "the consent")) from error


def _floors(form: QueryDict) -> list[FloorGiven]:
    """So many floors alike, numbered from the first; what is offered is offered on the first of them."""
    first = read_number(form, "first_floor", Text("起始楼层", "the first floor"))
    floors = read_number(form, "floors", Text("层数", "how many floors"))
    rooms = read_number(form, "rooms", Text("每层房间", "rooms of a floor"))
    offers, air = tuple(form.getlist("offers")), form.get("air", "").strip()
    return [
        FloorGiven(str(first + at), rooms, offers if at == 0 else (), air) for at in range(min(floors, 99))
    ]
