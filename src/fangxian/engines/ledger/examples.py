"""A round of two people behind one door, for the examples in docstrings."""

from datetime import UTC, datetime

from fangxian.engines.tables import EVENTS, PLACES, REGISTER

NOON = datetime(2021, 7, 31, 4, tzinfo=UTC)
PLACES_OF_TWO = PLACES.rows(
    [
        {"place_id": "s", "name": "street", "level": "street"},
        {"place_id": "s1", "name": "community", "level": "community", "parent_id": "s"},
    ]
)
REGISTER_OF_TWO = REGISTER.rows(
    [
        {"round_id": "r1", "person_id": person, "household_id": "h1", "place_id": "s1", "lists": "home"}
        for person in ("ann", "bo")
    ]
)
EVENTS_OF_TWO = EVENTS.rows(
    [
        {"event_id": event, "round_id": "r1", whose: one, "kind": kind, "event_at": NOON, "recorded_at": NOON}
        for event, whose, one, kind in (
            ("e1", "person_id", "ann", "done"),
            ("e2", "household_id", "h1", "no-answer"),
        )
    ]
)
"""Ann was sampled, nobody opened when Bo was called for."""
