"""What each laboratory has to do: tubes on their way, waiting and resulted, when it will be done, whether it is late."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import isfinite

from fangxian.engines.testing.custody import Limits
from fangxian.engines.testing.laboratory import Laboratory as Bench
from fangxian.engines.testing.laboratory import mobile_laboratory, predict_queue
from fangxian.operations.chunks import in_chunks
from fangxian.operations.custody.laboratories import list_laboratories
from fangxian.operations.custody.models import Receipt, Result, SentTube
from fangxian.operations.custody.rows import LaboratoryRow
from fangxian.operations.places.reach import Reach

LIMITS = Limits()


@dataclass(frozen=True)
class Backlog:
    """A laboratory's tubes of an outbreak. `due_at`: by when the tube that waits longest is due; None: none waits."""

    laboratory: LaboratoryRow
    on_the_way: int
    received: int
    resulted: int
    waiting: int
    waits_since: datetime | None
    due_at: datetime | None
    done_at: datetime | None
    """When it will have worked off what waits, at the pace it has told."""
    last_result_at: datetime | None
    shortfall: str | None
    """What is wrong with its results: "late" (nothing came of what is due), "short" (not all of it)."""


def list_backlogs(reach: Reach, outbreak_id: str, at: datetime) -> tuple[Backlog, ...]:
    """Return every laboratory's backlog. Everybody who sends tubes may know them; they name nobody. Raises `not-found`."""
    return tuple(_backlog(outbreak_id, one, at) for one in list_laboratories(reach, outbreak_id))


def _backlog(outbreak_id: str, laboratory: LaboratoryRow, at: datetime) -> Backlog:
    ours = {
        "shipment__laboratory_id": laboratory.id,
        "shipment__round__outbreak_id": outbreak_id,
    }
    received: dict[str, datetime] = dict(
        Receipt.objects.filter(**ours).order_by("-received_at").values_list("tube_id", "received_at")
    )
    sent = set(SentTube.objects.filter(**ours).values_list("tube_id", flat=True))
    results = _results(laboratory.id, received.keys() | sent)
    waiting = {code: since for code, since in received.items() if code not in results}
    since = min(waiting.values(), default=None)
    due_at = since and since + LIMITS.resulted
    last = max(results.values(), default=None)
    return Backlog(
        laboratory=laboratory,
        on_the_way=len(sent - received.keys() - results.keys()),
        received=len(received),
        resulted=len(results),
        waiting=len(waiting),
        waits_since=since,
        due_at=due_at,
        done_at=_done_at(len(waiting), laboratory.tubes_a_day, at),
        last_result_at=last,
        shortfall=_shortfall(due_at, since, last, at),
    )


def _results(laboratory_id: str, codes: Collection[str]) -> dict[str, datetime]:
    return {
        code: at
        for some in in_chunks(codes)
        for code, at in Result.objects.filter(laboratory_id=laboratory_id, tube__in=some).values_list(
            "tube_id", "recorded_at"
        )
    }


def _done_at(waiting: int, tubes_a_day: int, at: datetime) -> datetime | None:
    if not waiting:
        return None
    queue = predict_queue([0.0], Bench((mobile_laboratory(tubes_a_day),)), waiting=waiting)
    hours = queue.finish_hour
    return at + timedelta(hours=hours) if hours is not None and isfinite(hours) else None


def _shortfall(
    due_at: datetime | None, since: datetime | None, last: datetime | None, at: datetime
) -> str | None:
    if due_at is None or due_at > at:
        return None
    return "short" if last is not None and since is not None and last > since else "late"
