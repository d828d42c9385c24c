"""Reading shipments: whoever answers for the place that sent one, or for the laboratory it goes to."""

from uuid import UUID

from django.db.models import Count, Max

from fangxian.engines.problems import Problem
from fangxian.operations.custody.laboratories import list_laboratories
from fangxian.operations.custody.models import Receipt, Shipment
from fangxian.operations.custody.rows import ShipmentRow, ShippedTube
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.rounds.queries import get_round


def list_shipments(reach: Reach, round_id: UUID, *, only_open: bool = False) -> tuple[ShipmentRow, ...]:
    """Return the shipments of a round that come from or go to places of the reach, the latest first."""
    row = get_round(reach, round_id)
    ours = _ours(reach, row.outbreak_id)
    found = Shipment.objects.filter(round_id=row.id).order_by("-sent_at", "-id")
    seen = [one for one in found if one.laboratory_id in ours or reach.covers(one.place_id)]
    rows = _rows_of(seen)
    return tuple(one for one in rows if not only_open or one.received < one.sent)


def find_shipment(reach: Reach, shipment_id: UUID, *, at_laboratory: bool = False) -> Shipment:
    """Return a shipment. `at_laboratory`: only for who answers for where it goes. Raises `not-found`."""
    row = Shipment.objects.select_related("round").filter(id=shipment_id).first()
    if row is not None:
        ours = _ours(reach, row.round.outbreak_id)
        if row.laboratory_id in ours or (not at_laboratory and reach.covers(row.place_id)):
            return row
    raise NOT_FOUND(what="shipment", what_zh="送检单", key=shipment_id)


def get_shipment(reach: Reach, shipment_id: UUID) -> ShipmentRow:
    """Return a shipment. Raises `not-found`."""
    return row_of(find_shipment(reach, shipment_id))


def list_tubes(reach: Reach, shipment_id: UUID) -> tuple[ShippedTube, ...]:
    """Return the tubes of a shipment, those not counted in first, then those that were not listed. Raises `not-found`."""
    row = find_shipment(reach, shipment_id)
    counted = dict(Receipt.objects.filter(shipment=row).values_list("tube_id", "received_at"))
    listed = set(row.tubes)
    tubes = [ShippedTube(code, counted.get(code), code in listed) for code in sorted(listed | counted.keys())]
    return tuple(sorted(tubes, key=lambda one: (one.received_at is not None, one.listed, one.code)))


def _ours(reach: Reach, outbreak_id: str) -> set[str]:
    """The laboratories the reader answers for; none in an outbreak they know nothing of."""
    try:
        return {one.id for one in list_laboratories(reach, outbreak_id) if reach.covers(one.place_id)}
    except Problem:
        return set()


def row_of(row: Shipment) -> ShipmentRow:
    """Return a shipment as doors see it."""
    return _rows_of([row])[0]


def _rows_of(rows: list[Shipment]) -> list[ShipmentRow]:
    counted = {
        shipment: (tubes, at)
        for shipment, tubes, at in Receipt.objects.filter(shipment__in=rows)
        .values_list("shipment_id")
        .annotate(tubes=Count("id"), at=Max("received_at"))
    }
    return [
        ShipmentRow(
            row.pk,
            row.round_id,
            row.laboratory_id,
            row.place_id,
            row.sent_at,
            len(row.tubes),
            *counted.get(row.pk, (0, None)),
        )
        for row in rows
    ]
