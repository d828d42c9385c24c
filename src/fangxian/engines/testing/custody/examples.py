"""Three people, two tubes, one of which stayed on the table; for the examples in docstrings."""

from datetime import UTC, datetime, timedelta

from fangxian.engines.tables import ACCOUNTS, PLACES, RESULTS, SAMPLES, SHIPMENTS, TOLD, TUBES

NOON = datetime(2021, 7, 31, 4, tzinfo=UTC)
PLACES_OF_THREE = PLACES.rows(
    [
        {"place_id": "s", "name": "street", "level": "street"},
        {"place_id": "s1", "name": "community", "level": "community", "parent_id": "s"},
    ]
)
A_DAY_OF_THREE = {
    "accounts": ACCOUNTS.rows(
        [
            {
                "round_id": "r1",
                "person_id": person,
                "place_id": "s1",
                "state": "done",
                "event_at": NOON,
                "at_door": False,
            }
            for person in ("ann", "bo", "cy")
        ]
    ),
    "samples": SAMPLES.rows(
        [
            {
                "sample_id": f"x{person}",
                "round_id": "r1",
                "person_id": person,
                "tube_code": tube,
                "taken_at": NOON,
            }
            for person, tube in (("ann", "t1"), ("bo", "t1"), ("cy", "t2"))
        ]
    ),
    "tubes": TUBES.rows(
        [{"tube_code": tube, "round_id": "r1", "place_id": "s1", "size": 10} for tube in ("t1", "t2")]
    ),
    "shipments": SHIPMENTS.rows(
        [
            {
                "shipment_id": "b1",
                "tube_code": "t1",
                "laboratory_id": "lab",
                "sent_at": NOON + timedelta(hours=1),
                "received_at": NOON + timedelta(hours=2),
            }
        ]
    ),
    "results": RESULTS.rows(
        [
            {
                "tube_code": "t1",
                "laboratory_id": "lab",
                "outcome": "negative",
                "resulted_at": NOON + timedelta(hours=6),
            }
        ]
    ),
    "told": TOLD.rows(
        [{"sample_id": f"x{person}", "told_at": NOON + timedelta(hours=7)} for person in ("ann", "bo")]
    ),
    "as_of": NOON + timedelta(hours=8),
}
"""Ann and Bo were told; Cy's tube was never sent."""
