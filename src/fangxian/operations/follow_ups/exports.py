"""Giving the exposed out of the house: with a reason, written down before a row leaves."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.contacts.groups import Asked
from fangxian.operations.contacts.rows import ExportedExposure
from fangxian.operations.journal.services import record
from fangxian.operations.people.queries import names_of
from fangxian.operations.problems import REASON_NEEDED


def export_exposures(
    actor: Actor, clock: Clock, *, asked: Asked, reason: str, filters: Mapping[str, str]
) -> Iterator[ExportedExposure]:
    """Write the export down and return its rows, the closest and strongest first; times are local.

    Raises:
        Problem: `not-found`, `not-your-role`, `reason-needed`.
    """
    actor.require("work")
    zone = ZoneInfo(get_outbreak(actor.reach, asked.outbreak_id).timezone)
    if not reason.strip():
        raise REASON_NEEDED()
    rows = list(asked.exposures().order_by("degree", "-score", "person_id", "case_id"))
    with transaction.atomic():
        after = {"rows": len(rows), "people": len({row.person_id for row in rows}), "filters": dict(filters)}
        record(actor, "exported", "exposures", asked.outbreak_id, at=clock.now(), after=after, reason=reason)
    names = names_of(asked.reach, sorted({row.person_id for row in rows}), asked.known_at)
    return (_exported(row, names.get(row.person_id, ""), zone) for row in rows)


def _exported(row: Any, name: str, zone: ZoneInfo) -> ExportedExposure:
    def local(instant: datetime) -> str:
        return instant.astimezone(zone).isoformat(timespec="minutes")

    return ExportedExposure(
        person_id=row.person_id,
        name=name,
        degree=row.degree,
        via_person_id=row.via_person_id,
        case_id=row.case_id,
        kind=row.kind,
        place_id=row.place_id or "",
        session=row.session,
        first_exposed_at=local(row.first_exposed_at),
        last_exposed_at=local(row.last_exposed_at),
        minutes=row.minutes,
        precision=row.precision,
        score=row.score,
    )
