"""How each checkpoint stands at an hour: crew, queue, passages, hand-overs nobody acknowledged."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet, Sum

from fangxian.operations.checkpoints.codes import HANDED_FROM
from fangxian.operations.checkpoints.crews import source_of
from fangxian.operations.checkpoints.models import HandedOn, Passage, QueueAtGate
from fangxian.operations.checkpoints.rows import CheckpointRow, CheckpointState, PassageCount
from fangxian.operations.checkpoints.standing import get_checkpoint, list_checkpoints
from fangxian.operations.places.reach import Reach
from fangxian.operations.rosters.queries import list_on_duty
from fangxian.operations.teams.queries import list_posts

DAY = timedelta(hours=24)


def list_states(reach: Reach, outbreak_id: str, at: datetime) -> tuple[CheckpointState, ...]:
    """Return how the checkpoints within reach stood: those with hand-overs late or crew short first, then the open ones.

    Raises:
        Problem: `not-found` (outbreak).
    """
    return _states(reach, outbreak_id, list_checkpoints(reach, outbreak_id, at), at)


def get_state(reach: Reach, outbreak_id: str, key: str, at: datetime) -> CheckpointState:
    """Return how one checkpoint stood. Raises `not-found` (outbreak), `no-such-checkpoint`."""
    return _states(reach, outbreak_id, [get_checkpoint(reach, outbreak_id, key, at)], at)[0]


def count_passages(
    reach: Reach, outbreak_id: str, at: datetime, since: datetime | None = None
) -> tuple[PassageCount, ...]:
    """Return people who passed the checkpoints within reach, by direction and origin; of the last 24 h unless said.

    Raises:
        Problem: `not-found` (outbreak).
    """
    ours = [row.id for row in list_checkpoints(reach, outbreak_id, at)]
    rows = _passages(outbreak_id, ours, at, since or at - DAY)
    grouped = rows.values("checkpoint_id", "direction", "origin_risk").annotate(
        passages=Count("id"), heads=Sum("people")
    )
    return tuple(
        PassageCount(
            row["checkpoint_id"], row["direction"], row["origin_risk"], row["passages"], row["heads"]
        )
        for row in grouped.order_by("checkpoint_id", "direction", "origin_risk")
    )


def _passages(outbreak_id: str, keys: Sequence[str], at: datetime, since: datetime) -> QuerySet[Passage]:
    told = Passage.objects.filter(outbreak_id=outbreak_id, checkpoint_id__in=keys, recorded_at__lte=at)
    return told.filter(passed_at__gt=since, passed_at__lte=at + timedelta(minutes=5))


def _states(
    reach: Reach, outbreak_id: str, rows: Sequence[CheckpointRow], at: datetime
) -> tuple[CheckpointState, ...]:
    keys = [row.id for row in rows]
    crew = _crew(reach, outbreak_id, at)
    queues = _queues(outbreak_id, keys, at)
    passed, risky = _passed(outbreak_id, keys, at)
    handed, late = _handed(outbreak_id, keys, at)
    found = [
        CheckpointState(
            row=row,
            is_open=row.is_open(at),
            on_duty=crew[row.id],
            waiting=queues[row.id][0] if row.id in queues else None,
            seen_at=queues[row.id][1] if row.id in queues else None,
            passed_in=passed[row.id, "in"],
            passed_out=passed[row.id, "out"],
            from_risk=risky[row.id],
            handed=handed[row.id],
            late=late[row.id],
        )
        for row in rows
    ]
    return tuple(
        sorted(found, key=lambda one: (not one.late, not one.crew_short, not one.is_open, one.row.id))
    )


def _crew(reach: Reach, outbreak_id: str, at: datetime) -> Counter[str]:
    """Count who is on duty at each checkpoint, by the roster of its post."""
    sources = {post.id: post.source for post in list_posts(reach, outbreak_id, at)}
    on = Counter(sources.get(turn.post_id, "") for turn in list_on_duty(reach, outbreak_id, at))
    return Counter({source.removeprefix(source_of("")): n for source, n in on.items()})


def _queues(outbreak_id: str, keys: Sequence[str], at: datetime) -> dict[str, tuple[int, datetime]]:
    told = QueueAtGate.objects.filter(outbreak_id=outbreak_id, checkpoint_id__in=keys, recorded_at__lte=at)
    rows = told.order_by("checkpoint_id", "seen_at", "id").values_list("checkpoint_id", "waiting", "seen_at")
    return {key: (waiting, seen) for key, waiting, seen in rows}


def _passed(
    outbreak_id: str, keys: Sequence[str], at: datetime
) -> tuple[Counter[tuple[str, str]], Counter[str]]:
    rows = _passages(outbreak_id, keys, at, at - DAY).values("checkpoint_id", "direction", "origin_risk")
    passed: Counter[tuple[str, str]] = Counter()
    risky: Counter[str] = Counter()
    for row in rows.annotate(heads=Sum("people")):
        passed[row["checkpoint_id"], row["direction"]] += row["heads"]
        if row["direction"] == "in" and row["origin_risk"] in HANDED_FROM:
            risky[row["checkpoint_id"]] += row["heads"]
    return passed, risky


def _handed(outbreak_id: str, keys: Sequence[str], at: datetime) -> tuple[Counter[str], Counter[str]]:
    told = HandedOn.objects.filter(
        outbreak_id=outbreak_id, passage__checkpoint_id__in=keys, recorded_at__lte=at
    )
    open_ = Q(answer=None) | Q(answer__recorded_at__gt=at)
    rows = told.values("passage__checkpoint_id").annotate(
        all=Count("id"), late=Count("id", filter=open_ & Q(due_at__lt=at))
    )
    found = list(rows)
    return (
        Counter({row["passage__checkpoint_id"]: row["all"] for row in found}),
        Counter({row["passage__checkpoint_id"]: row["late"] for row in found}),
    )
