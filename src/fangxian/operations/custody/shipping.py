"""Tubes handed over: packed at a place, counted in at the laboratory; what differs is told at once."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.bulk import insert_rows
from fangxian.operations.clock import Clock
from fangxian.operations.custody.codes import read_code
from fangxian.operations.custody.laboratories import get_laboratory
from fangxian.operations.custody.models import Receipt, SentTube, Shipment, Tube
from fangxian.operations.custody.problems import (
    SHIPMENT_EMPTY,
    SHIPMENT_ID_TAKEN,
    SHIPMENT_MISCOUNTED,
    TUBE_NOT_GIVEN_OUT,
)
from fangxian.operations.custody.rows import Difference, ShipmentRow
from fangxian.operations.custody.shipments import find_shipment, row_of
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.rounds.queries import get_round


@transaction.atomic
def send_shipment(
    actor: Actor,
    clock: Clock,
    *,
    shipment_id: UUID,
    round_id: UUID,
    place_id: str,
    laboratory_id: str,
    tube_codes: Sequence[str],
    declared: int,
) -> ShipmentRow:
    """Hand tubes to a laboratory. `declared`: how many somebody counted by hand, which must be how many were scanned.

    Raises:
        Problem: `not-your-role`, `not-found`, `no-such-laboratory`, `not-a-tube-code`, `tube-not-given-out`,
            `shipment-empty`, `shipment-miscounted`, `shipment-id-taken`.
    """
    actor.require("work")
    row, at = get_round(actor.reach, round_id), clock.now()
    actor.reach.require(place_id)
    get_laboratory(actor.reach, row.outbreak_id, laboratory_id)
    codes = _read_codes(tube_codes)
    if declared != len(codes):
        raise SHIPMENT_MISCOUNTED(declared=declared, scanned=len(codes))
    before = Shipment.objects.filter(id=shipment_id).first()
    if before is not None:
        if (before.place_id, before.laboratory_id, before.tubes) != (place_id, laboratory_id, codes):
            raise SHIPMENT_ID_TAKEN(key=shipment_id)
        return row_of(before)
    _require_given_out(row.id, codes)
    shipment = Shipment(
        id=shipment_id,
        round_id=row.id,
        place_id=place_id,
        laboratory_id=laboratory_id,
        sent_at=at,
        tubes=codes,
    )
    after = {"place_id": place_id, "laboratory_id": laboratory_id, "tubes": len(codes)}
    write_rows(actor, at, "sent", "shipment", shipment_id, [shipment], after)
    insert_rows(SentTube(shipment_id=shipment_id, tube_id=code) for code in codes)
    return row_of(shipment)


@transaction.atomic
def receive_shipment(
    actor: Actor,
    clock: Clock,
    *,
    shipment_id: UUID,
    tube_codes: Sequence[str],
    received_at: datetime | None = None,
) -> Difference:
    """Count the tubes of a shipment in, at the laboratory; a second count adds what the first had not.

    Raises:
        Problem: `not-your-role`, `not-found`, `not-a-tube-code`, `shipment-empty`, `tube-not-given-out`.
    """
    actor.require("work")
    shipment, at = find_shipment(actor.reach, shipment_id, at_laboratory=True), clock.now()
    codes = _read_codes(tube_codes)
    _require_given_out(shipment.round_id, codes)
    counted = Receipt.objects.filter(shipment=shipment).values_list("tube_id", flat=True)
    known, sent = set(counted), set(shipment.tubes)
    when = min(received_at or at, at)
    rows = [Receipt(shipment=shipment, tube_id=code, received_at=when) for code in codes if code not in known]
    if rows:
        after = {"tubes": len(rows), "unexpected": sorted({row.tube_id for row in rows} - sent)}
        write_rows(actor, at, "received", "receipt", shipment.pk, rows, after)
    there = known | set(codes)
    return Difference(len(there & sent), tuple(sorted(sent - there)), tuple(sorted(there - sent)))


def _read_codes(texts: Sequence[str]) -> list[str]:
    codes = sorted({read_code(text) for text in texts})
    if not codes:
        raise SHIPMENT_EMPTY()
    return codes


def _require_given_out(round_id: UUID, codes: Sequence[str]) -> None:
    found = set(Tube.objects.filter(round_id=round_id, code__in=codes).values_list("code", flat=True))
    if strangers := set(codes) - found:
        raise TUBE_NOT_GIVEN_OUT(code=min(strangers))
