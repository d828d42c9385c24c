"""A testing day drawn as text: a line a person, what happened to the sample from left to right.

ann  t1  10:00  b1 11:00 12:00  negative 18:00  19:00
(who, tube, taken, shipment with sent and received, outcome and hour, told); `-` where nothing happened.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from fangxian.engines import tables

DAY = datetime(2021, 7, 31, tzinfo=UTC)


def at(text: str) -> datetime | None:
    """Return the instant of an hour of the day ("26:00" is two o'clock of the next); None for `-`."""
    if text == "-":
        return None
    hours, minutes = text.split(":")
    return DAY + timedelta(hours=int(hours), minutes=int(minutes))


def draw(text: str, *, now: str = "24:00", sizes: dict[str, int | None] | None = None) -> dict[str, Any]:
    """Return what `follow_custody` takes; everybody drawn is in the register of community s1 and counted as done."""
    lines = [line.split() for line in text.strip().splitlines()]
    samples, tubes, shipments, results, told = [], {}, {}, {}, []
    for number, (person, tube, taken, shipment, sent, received, outcome, resulted, told_at) in enumerate(
        lines
    ):
        samples.append(_sample(f"{number:02}", person, tube, at(taken)))
        if not tube.startswith("?"):
            tubes[tube] = {
                "tube_code": tube,
                "round_id": "r1",
                "place_id": "s1",
                "size": (sizes or {}).get(tube, 10),
            }
        if shipment != "-":
            shipments[tube, shipment] = {
                "shipment_id": shipment,
                "tube_code": tube,
                "laboratory_id": "lab",
                "sent_at": at(sent),
                "received_at": at(received),
            }
        if outcome != "-":
            results[tube, outcome] = {
                "tube_code": tube,
                "laboratory_id": "lab",
                "outcome": outcome,
                "resulted_at": at(resulted),
            }
        if told_at != "-":
            told.append({"sample_id": f"{number:02}", "told_at": at(told_at)})
    return {
        "accounts": tables.ACCOUNTS.rows(
            [account(person) for person in dict.fromkeys(line[0] for line in lines)]
        ),
        "samples": tables.SAMPLES.rows(samples),
        "tubes": tables.TUBES.rows(list(tubes.values())),
        "shipments": tables.SHIPMENTS.rows(list(shipments.values())),
        "results": tables.RESULTS.rows(list(results.values())),
        "told": tables.TOLD.rows(told),
        "as_of": at(now),
    }


def account(person: str, state: str = "done", place_id: str = "s1") -> dict[str, Any]:
    """Return the account of somebody, settled at ten."""
    return {
        "round_id": "r1",
        "person_id": person,
        "place_id": place_id,
        "state": state,
        "event_at": at("10:00") if state == "done" else None,
        "at_door": False,
    }


def _sample(sample_id: str, person: str, tube: str, taken_at: datetime | None) -> dict[str, Any]:
    return {
        "sample_id": sample_id,
        "round_id": "r1",
        "person_id": person,
        "tube_code": tube,
        "taken_at": taken_at,
    }
