"""Drills: list and read their reports; whether so many samples can be taken tonight."""

from dataclasses import asdict
from math import isfinite
from typing import Any
from uuid import UUID

from ninja import Router
from pydantic import Field

from fangxian.doors.api.entrance import Asked
from fangxian.doors.api.given import Exact
from fangxian.engines.testing.surge import Surge, surge
from fangxian.operations.drills import queries
from fangxian.operations.drills.rows import DrillRow

router = Router()
_USUAL = Surge(people=1)
_MOST = 1e9


class Night(Exact):
    """What there is for a night of sampling; see `fangxian drill surge --help` for each figure."""

    people: int = Field(ge=1, le=_MOST)
    hours: float = Field(_USUAL.hours, gt=0, le=336)
    sites: int = Field(_USUAL.sites, ge=0, le=_MOST)
    desks: int = Field(_USUAL.desks, ge=0, le=_MOST)
    crews: int = Field(_USUAL.crews, ge=0, le=_MOST)
    crew_rate: float = Field(_USUAL.crew_rate, gt=0, le=_MOST)
    pool: int = Field(_USUAL.pool, ge=1, le=100)
    tubes: int = Field(_USUAL.tubes, ge=0, le=_MOST)
    tubes_an_hour: float = Field(_USUAL.tubes_an_hour, ge=0, le=_MOST)
    carry_hours: float = Field(_USUAL.carry_hours, ge=0, le=48)
    laboratory_tubes: float = Field(_USUAL.laboratory_tubes, ge=1000, le=_MOST)
    run_hours: float = Field(_USUAL.run_hours, gt=0, le=48)
    result_hours: float = Field(_USUAL.result_hours, gt=0, le=336)
    opens_hour: int = Field(_USUAL.opens_hour, ge=0, le=23)


@router.get("/drills", response=list[DrillRow])
def list_drills(request: Asked) -> list[DrillRow]:
    """List the drills of this world within your reach, the latest first."""
    return queries.list_drills(request.auth.reach)


@router.post("/drills/surge", response=dict[str, Any])
def ask_whether_so_many_can_be_sampled(request: Asked, night: Night) -> dict[str, Any]:
    """Say whether so many samples can be taken tonight, by the hour, and what is short. Nothing is written.

    `need` is null where no number is enough.
    """
    found = surge(Surge(**night.model_dump()))
    return {
        "can": found.can,
        "sampled_in_time": found.sampled_in_time,
        "resulted_in_time": found.resulted_in_time,
        "last_sample_hour": found.last_sample_hour,
        "last_result_hour": found.last_result_hour,
        "shortages": [
            {**asdict(short), "need": short.need if isfinite(short.need) else None}
            for short in found.shortages
        ],
        "hours": found.hours.to_dicts(),
    }


@router.get("/drills/{drill_id}", response=DrillRow)
def get_drill(request: Asked, drill_id: UUID) -> DrillRow:
    """Get one drill with its after-action report; `report` is null while it runs."""
    return queries.get_drill(request.auth.reach, drill_id)
