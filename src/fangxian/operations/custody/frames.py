"""What is on record of a round's samples at a place, as the tables the engine follows."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import polars as pl
from django.db.models import Q, QuerySet

from fangxian.engines import tables
from fangxian.operations.chunks import in_chunks
from fangxian.operations.custody.models import Receipt, Result, SentTube, Told, Tube
from fangxian.operations.custody.standing import standing
from fangxian.operations.places.reach import Reach

_SHIPPED = ("shipment_id", "tube_id", "shipment__laboratory_id", "shipment__sent_at")


class Frames(NamedTuple):
    """SAMPLES, TUBES, SHIPMENTS, RESULTS and TOLD, in the order the engine takes them."""

    samples: pl.DataFrame
    tubes: pl.DataFrame
    shipments: pl.DataFrame
    results: pl.DataFrame
    told: pl.DataFrame


def frames_of(reach: Reach, round_id: UUID, known_at: datetime | None) -> Frames:
    """Return what is on record of a round in the places of a reach."""
    samples = _samples(reach, round_id, known_at)
    tubes = _tubes(reach, round_id, samples["tube_code"].unique().to_list(), known_at)
    codes = tubes["tube_code"].to_list()
    return Frames(
        samples,
        tubes,
        _shipments(codes, known_at),
        _results(codes, known_at),
        _told(samples["sample_id"].to_list(), known_at),
    )


def _samples(reach: Reach, round_id: UUID, known_at: datetime | None) -> pl.DataFrame:
    rows = reach.filter(standing(known_at).filter(round_id=round_id))
    return tables.SAMPLES.rows(
        [
            {
                "sample_id": str(key),
                "round_id": str(round_id),
                "person_id": person,
                "tube_code": tube,
                "taken_at": at,
            }
            for key, person, tube, at in rows.values_list("id", "person_id", "tube_id", "taken_at")
        ]
    )


def _tubes(reach: Reach, round_id: UUID, codes: Collection[str], known_at: datetime | None) -> pl.DataFrame:
    """Those given out to the places, and those their people are in."""
    rows = Tube.objects.filter(_known(known_at), round_id=round_id)
    columns = ("code", "place_id", "size")
    found = {row[0]: row for row in reach.filter(rows).values_list(*columns)}
    found |= {row[0]: row for row in _of(rows, "code", set(codes) - found.keys(), columns)}
    return tables.TUBES.rows(
        [
            {"tube_code": code, "round_id": str(round_id), "place_id": place_id, "size": size}
            for code, place_id, size in found.values()
        ]
    )


def _shipments(codes: Collection[str], known_at: datetime | None) -> pl.DataFrame:
    """Whole shipments, tubes of other places too: whether one was opened shows by any of its tubes."""
    sent = SentTube.objects.filter(_known(known_at, "shipment__"))
    counted = Receipt.objects.filter(_known(known_at))
    ids = {row[0] for rows in (sent, counted) for row in _of(rows, "tube_id", codes, ("shipment_id",))}
    lines = {row[:2]: (*row, None) for row in _of(sent, "shipment_id", ids, _SHIPPED)}
    # A tube that came without being listed was sent with the shipment it came in.
    lines |= {row[:2]: row for row in _of(counted, "shipment_id", ids, (*_SHIPPED, "received_at"))}
    return tables.SHIPMENTS.rows(
        [dict(zip(tables.SHIPMENTS.names, (str(row[0]), *row[1:]), strict=True)) for row in lines.values()]
    )


def _results(codes: Collection[str], known_at: datetime | None) -> pl.DataFrame:
    columns = ("tube_id", "laboratory_id", "outcome", "resulted_at")
    rows = _of(Result.objects.filter(_known(known_at)), "tube_id", codes, columns)
    return tables.RESULTS.rows([dict(zip(tables.RESULTS.names, row, strict=True)) for row in rows])


def _told(sample_ids: Collection[str], known_at: datetime | None) -> pl.DataFrame:
    rows = Told.objects.filter(_known(known_at))
    found = _of(rows, "sample_id", [UUID(one) for one in sample_ids], ("sample_id", "told_at"))
    return tables.TOLD.rows([{"sample_id": str(key), "told_at": at} for key, at in found])


def _known(known_at: datetime | None, of: str = "") -> Q:
    return Q() if known_at is None else Q(**{f"{of}recorded_at__lte": known_at})


def _of(
    rows: QuerySet, column: str, values: Collection[Any], columns: Iterable[str]
) -> Iterator[tuple[Any, ...]]:
    for some in in_chunks(list(values)):
        yield from rows.filter(**{f"{column}__in": some}).values_list(*columns)
