"""Which office answers what is told at a door: the hospital of the district, or the duty office of the street."""

from fangxian.engines.visiting import ITEMS
from fangxian.engines.visiting.doorway import HEALTH
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.services import ensure_offices
from fangxian.operations.clock import Clock
from fangxian.operations.follow_ups.owners import CLINIC, OWNER
from fangxian.operations.places.queries import ancestors

CLINICAL = frozenset({"hospital", "health", "cdc"})
"""Departments whose people answer what is a health worker's."""

_DISTRICTS = ("district", "county")


def seat_of(kind: str, place_id: str) -> tuple[str, str]:
    """Return (place, department) of the office that answers this kind of item told at a place."""
    above = [place.place_id for place in ancestors(place_id)]
    if ITEMS[kind].desk == HEALTH:
        districts = [place.place_id for place in ancestors(place_id) if place.level in _DISTRICTS]
        return (districts[-1] if districts else place_id), CLINIC
    return street_of(above, place_id), OWNER


def street_of(above: list[str], place_id: str) -> str:
    """Return the place one step above a lowest place, itself where nothing is above it."""
    return above[-1] if above else place_id


def offices_of(actor: Actor, clock: Clock, kinds: set[str], place_id: str) -> dict[str, tuple[str, str]]:
    """Return kind of item -> (seat, office) for what is told at a place, opening offices nobody has staffed yet."""
    seats = {kind: seat_of(kind, place_id) for kind in kinds}
    made = ensure_offices(actor, clock, set(seats.values()))
    return {kind: (seat[0], made[seat]) for kind, seat in seats.items()}
