"""Results: from a laboratory's file, or typed by two people. What is not negative is a signal at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fangxian.engines.tables.custody import OUTCOMES
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.chunks import in_chunks
from fangxian.operations.clock import Clock
from fangxian.operations.custody.codes import read_code
from fangxian.operations.custody.laboratories import get_laboratory
from fangxian.operations.custody.models import Result, Tube, Typed
from fangxian.operations.custody.problems import (
    NOT_A_RESULT,
    RESULT_BEFORE_SAMPLE,
    TUBE_NOT_GIVEN_OUT,
)
from fangxian.operations.custody.rows import TypedRow
from fangxian.operations.custody.signalling import signal_pools
from fangxian.operations.journal.kept import write_rows


@dataclass(frozen=True)
class ResultGiven:
    """What a laboratory says of one tube."""

    tube_code: str
    laboratory_id: str
    outcome: str
    resulted_at: datetime


@transaction.atomic
def settle_results(
    actor: Actor, clock: Clock, *, outbreak_id: str, results: Sequence[ResultGiven], batch_id: UUID | None
) -> int:
    """Put results on record and return how many are new; those that were there already change nothing.

    Every tube that is not negative becomes a signal of its pool, which starts what the plan says; a tube of somebody
    sampled again tells what became of the pool they were in. The tubes and laboratories are known to be there.
    """
    known = _known({one.tube_code for one in results})
    fresh = {_key(one): one for one in results if _key(one) not in known}
    rows = [
        Result(
            tube_id=one.tube_code,
            laboratory_id=one.laboratory_id,
            outcome=one.outcome,
            resulted_at=one.resulted_at,
            batch_id=batch_id,
        )
        for one in fresh.values()
    ]
    if rows:
        counts = {outcome: sum(row.outcome == outcome for row in rows) for outcome in OUTCOMES}
        write_rows(actor, clock.now(), "recorded", "result", batch_id or rows[0].pk, rows, counts)
        signal_pools(actor, clock, outbreak_id, {row.tube_id for row in rows})
    return len(rows)


def _key(one: ResultGiven) -> tuple[str, str, str, datetime]:
    return one.tube_code, one.laboratory_id, one.outcome, one.resulted_at


def _known(codes: set[str]) -> set[tuple[str, str, str, datetime]]:
    columns = ("tube_id", "laboratory_id", "outcome", "resulted_at")
    return {
        key
        for some in in_chunks(sorted(codes))
        for key in Result.objects.filter(tube__in=some).values_list(*columns)
    }


@transaction.atomic
def type_result(
    actor: Actor,
    clock: Clock,
    *,
    laboratory_id: str,
    tube_code: str,
    outcome: str,
    resulted_at: datetime | None = None,
) -> TypedRow:
    """Type a result by hand. It counts once a second person has typed the same of the tube.

    Where two differ neither counts, and both see it, until as many as two agree: whoever slipped types it again.

    Raises:
        Problem: `not-your-role`, `not-a-tube-code`, `tube-not-given-out`, `no-such-laboratory`, `not-found` (the laboratory
            is not the reader's), `not-a-result`, `result-before-sample`.
    """
    actor.require("work")
    tube, at = _find_tube(read_code(tube_code)), clock.now()
    outbreak_id = tube.round.outbreak_id
    actor.reach.require(get_laboratory(actor.reach, outbreak_id, laboratory_id).place_id)
    if outcome not in OUTCOMES:
        raise NOT_A_RESULT(outcome=outcome, outcomes=", ".join(OUTCOMES))
    when = resulted_at or at
    if when > at:
        raise RESULT_BEFORE_SAMPLE(at=when.isoformat())
    row = Typed(tube=tube, laboratory_id=laboratory_id, outcome=outcome, resulted_at=when)
    after = {"tube": tube.code, "laboratory_id": laboratory_id, "outcome": outcome}
    write_rows(actor, at, "typed", "typed-result", tube.code, [row], after)
    by = list_typed(tube.code, laboratory_id)
    agreed = len(by.get(outcome, [])) > 1
    if agreed:
        given = ResultGiven(
            tube.code, laboratory_id, outcome, _first_typed(tube.code, laboratory_id, outcome)
        )
        settle_results(actor, clock, outbreak_id=outbreak_id, results=[given], batch_id=None)
    return TypedRow(tube.code, laboratory_id, agreed, by)


def list_typed(tube_code: str, laboratory_id: str) -> dict[str, list[str]]:
    """Return outcome -> who typed it of a tube; of each person the last word counts."""
    rows = Typed.objects.filter(tube=tube_code, laboratory_id=laboratory_id).order_by("recorded_at", "id")
    last: Mapping[str, str] = {row.user_id: row.outcome for row in rows}
    by: dict[str, list[str]] = {}
    for user_id, outcome in sorted(last.items()):
        by.setdefault(outcome, []).append(user_id)
    return by


def _first_typed(tube_code: str, laboratory_id: str, outcome: str) -> datetime:
    rows = Typed.objects.filter(tube=tube_code, laboratory_id=laboratory_id, outcome=outcome)
    return rows.order_by("recorded_at", "id").values_list("resulted_at", flat=True)[0]


def _find_tube(code: str) -> Tube:
    row = Tube.objects.select_related("round").filter(code=code).first()
    if row is None:
        raise TUBE_NOT_GIVEN_OUT(code=code)
    return row
