"""Passages as devices hand them in: each once, however often it is sent; whoever comes from a risk area is handed on.

A passage records and hands on. It restricts nobody: that takes a restriction record, and is decided elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from fangxian.engines.problems import Problem
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.checkpoints.codes import (
    CODES,
    DIRECTIONS,
    EXEMPTIONS,
    HANDED_FROM,
    RISKS,
    SUBJECTS,
    TESTS,
)
from fangxian.operations.checkpoints.models import HandedKey, HandedOn, Passage
from fangxian.operations.checkpoints.problems import CHECKPOINT_LIFTED, PASSAGE_ID_TAKEN, PASSAGE_UNCLEAR
from fangxian.operations.checkpoints.rows import (
    ACKNOWLEDGED_WITHIN,
    KEPT_DAYS,
    CheckpointRow,
    PassageGiven,
    Refused,
    Uploaded,
)
from fangxian.operations.checkpoints.standing import find_standing_areas, get_checkpoint
from fangxian.operations.chunks import in_chunks
from fangxian.operations.clock import Clock
from fangxian.operations.ids import new_id
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.people.vault import open_vault
from fangxian.operations.places.reach import Reach

MOST_AT_ONCE = 2_000
_AHEAD = timedelta(minutes=5)
"""How far a device's clock may be ahead of ours."""

_SAME = ("subject", "direction", "people", "origin_risk", "code_seen", "test_seen", "exemption", "passed_at")
"""What makes two passages with one id the same passage."""


@dataclass(frozen=True)
class _Gate:
    outbreak_id: str
    root: str
    row: CheckpointRow
    device_id: str
    at: datetime


@transaction.atomic
def record_passages(
    actor: Actor,
    clock: Clock,
    *,
    outbreak_id: str,
    key: str,
    device_id: str,
    given: Sequence[PassageGiven],
) -> Uploaded:
    """Take what a device at the gate recorded, also hours ago and without signal. Sent again nothing changes.

    What cannot be taken is named with its reason; the rest of the batch is taken all the same.

    Raises:
        Problem: `not-your-role`, `not-found`, `no-such-checkpoint`, `passage-unclear` (too many at once).
    """
    actor.require("work")
    at = clock.now()
    root = get_outbreak(actor.reach, outbreak_id).place_id
    row = get_checkpoint(actor.reach, outbreak_id, key, at)
    gate = _Gate(outbreak_id, root, row, device_id.strip()[:64], at)
    if len(given) > MOST_AT_ONCE or not gate.device_id:
        raise PASSAGE_UNCLEAR(what=f"{len(given)}")
    known = _known([one.id for one in given])
    fresh: dict[UUID, tuple[Passage, PassageGiven]] = {}
    refused, duplicate = [], 0
    for one in given:
        try:
            told = _passage(gate, one)
            there = known.get(one.id) or (fresh[one.id][0] if one.id in fresh else None)
            if there is None:
                fresh[one.id] = (told, one)
            else:
                _require_same(there, told)
                duplicate += 1
        except Problem as problem:
            refused.append(Refused(one.id, problem.code, problem.happened))
    handed = _write(actor, gate, list(fresh.values()))
    return Uploaded(len(fresh), duplicate, handed, tuple(refused))


def _known(ids: Sequence[UUID]) -> dict[UUID, Passage]:
    found: dict[UUID, Passage] = {}
    for some in in_chunks(ids):
        found |= {row.id: row for row in Passage.objects.filter(id__in=some)}
    return found


def _passage(gate: _Gate, one: PassageGiven) -> Passage:
    _require_clear(gate, one)
    if not _was_kept(gate, one.passed_at):
        raise CHECKPOINT_LIFTED(key=gate.row.id)
    return Passage(
        id=one.id,
        outbreak_id=gate.outbreak_id,
        checkpoint_id=gate.row.id,
        device_id=gate.device_id,
        subject=one.subject,
        direction=one.direction,
        people=one.people,
        origin_risk=one.origin_risk,
        code_seen=one.code_seen,
        test_seen=one.test_seen,
        exemption=one.exemption,
        passed_at=one.passed_at,
    )


def _was_kept(gate: _Gate, at: datetime) -> bool:
    """One that is lifted or closed by now takes what was recorded while it was kept."""
    row = gate.row
    kept = row.open_from - _AHEAD <= at and (row.closed_at is None or at <= row.closed_at)
    if not (kept and row.lifted):
        return kept
    return row.area_key in find_standing_areas(gate.root, gate.outbreak_id, at, gate.at)


def _require_clear(gate: _Gate, one: PassageGiven) -> None:
    wrong = {
        one.subject: one.subject not in SUBJECTS,
        one.direction: one.direction not in DIRECTIONS,
        one.origin_risk: one.origin_risk not in RISKS,
        one.code_seen: one.code_seen not in CODES,
        one.test_seen: one.test_seen not in TESTS,
        one.exemption: bool(one.exemption) and one.exemption not in EXEMPTIONS,
        f"{one.people}": not 1 <= one.people <= 100,
        one.passed_at.isoformat(): one.passed_at > gate.at + _AHEAD,
        one.full_name: len(one.full_name) > 120 or len(one.phone) > 40,
    }
    for what, so in wrong.items():
        if so:
            raise PASSAGE_UNCLEAR(what=what)
    if one.to_place_id:
        Reach(frozenset({gate.root})).require(one.to_place_id)


def _require_same(there: Passage, row: Passage) -> None:
    if any(getattr(there, name) != getattr(row, name) for name in _SAME):
        raise PASSAGE_ID_TAKEN()


def is_handed_on(one: PassageGiven) -> bool:
    """Tell whether somebody is handed to the community they go to: in from a risk area, and not exempt."""
    return one.direction == "in" and one.origin_risk in HANDED_FROM and not one.exemption


def _write(actor: Actor, gate: _Gate, fresh: Sequence[tuple[Passage, PassageGiven]]) -> int:
    if not fresh:
        return 0
    rows = [row for row, _ in fresh]
    after = {"checkpoint_id": gate.row.id, "device_id": gate.device_id, "passages": len(rows)}
    write_rows(actor, gate.at, "recorded", "passage", gate.outbreak_id, rows, after)
    handed = [_handed(gate, row, one) for row, one in fresh if is_handed_on(one)]
    if handed:
        told = {"checkpoint_id": gate.row.id, "handed": len(handed)}
        write_rows(actor, gate.at, "handed over", "handed-on", gate.outbreak_id, handed, told)
    return len(handed)


def _handed(gate: _Gate, row: Passage, one: PassageGiven) -> HandedOn:
    """Name and telephone under a key of this hand-over alone, to be destroyed when its days are over."""
    vault, handed_id = open_vault(), new_id()
    wrapped = vault.make_key()
    kept_until = (gate.at + timedelta(days=KEPT_DAYS)).date()
    HandedKey.objects.create(handed_id=handed_id, wrapped=wrapped, kept_until=kept_until)
    return HandedOn(
        id=handed_id,
        passage=row,
        outbreak_id=gate.outbreak_id,
        to_place_id=one.to_place_id or gate.row.place_id,
        due_at=gate.at + ACKNOWLEDGED_WITHIN,
        full_name=vault.encrypt(wrapped, one.full_name.strip()),
        phone=vault.encrypt(wrapped, one.phone.strip()),
    )
