"""Who answers for a follow-up: the community where the person lives, else the place of the exposure."""

from collections.abc import Collection, Mapping
from datetime import datetime

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.services import ensure_offices
from fangxian.operations.chunks import in_chunks
from fangxian.operations.clock import Clock
from fangxian.operations.contacts.rows import ExposureSpan
from fangxian.operations.people.queries import find_handovers, persons_frame
from fangxian.operations.places.queries import ancestors, list_places

OWNER = "command_office"
"""The department that knocks: a community's command office, where grid workers serve."""

CLINIC = "hospital"
"""The department that answers a red flag, at the district of the place in charge."""


def find_seats(actor: Actor, spans: Mapping[str, ExposureSpan], at: datetime) -> dict[str, str]:
    """Return person -> the place in charge.

    Where neither home nor place of exposure is known it is the place of the office that took the report, else
    the actor's own.
    """
    homes: dict[str, str] = {}
    taken: dict[str, str] = {}
    for some in in_chunks(list(spans)):
        taken |= find_handovers(some, at)
        homes |= dict(persons_frame(some, at).select("person_id", "residence_place_id").drop_nulls().rows())
    wanted = {
        person: homes.get(person) or span.place_id or taken.get(person, actor.place_id)
        for person, span in spans.items()
    }
    tree = tree_places(set(wanted.values()))
    return {person: tree.get(place, place) for person, place in wanted.items()}


def find_offices(actor: Actor, clock: Clock, seats: Collection[str]) -> dict[str, str]:
    """Return place -> the office that checks daily, opening those nobody has staffed yet."""
    pairs = {(place, OWNER) for place in seats}
    return {place: office for (place, _), office in ensure_offices(actor, clock, pairs).items()}


def find_clinic(actor: Actor, clock: Clock, seat: str) -> str:
    """Return the office of the hospital that answers for a place: that of its district, else its own."""
    above = [place for place in ancestors(seat) if place.level in ("district", "county")]
    place = above[-1].place_id if above else seat
    return ensure_offices(actor, clock, [(place, CLINIC)])[place, CLINIC]


def tree_places(place_ids: set[str]) -> dict[str, str]:
    """Return venue -> the community it lies in; places of the tree answer for themselves."""
    venues = [row for row in list_places(sorted(place_ids)) if row.level == "venue"]
    return {row.place_id: row.parent_id for row in venues if row.parent_id}
