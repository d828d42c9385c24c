"""Reading letters: whoever answers for the place they left or the place they went to."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from fangxian.engines.problems import Text
from fangxian.operations.handovers.models import EarlierAnswer, Handed, Letter
from fangxian.operations.handovers.rows import HandedRow, LetterRow, LetterState, Outside
from fangxian.operations.handovers.services import find_by_code
from fangxian.operations.people.queries import list_identities
from fangxian.operations.places.queries import titles_of
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND

_FIRST = ("late", "sent", "acknowledged", "answered", "withdrawn")
_MILESTONES = ("acknowledged_at", "answered_at", "withdrawn_at")


def list_letters(reach: Reach, outbreak_id: str, at: datetime, limit: int = 500) -> tuple[LetterRow, ...]:
    """Return the letters sent from or to the reach by `at`, those nobody acknowledged in time first."""
    rows = _visible(reach, at).filter(outbreak_id=outbreak_id).order_by("-number")[:limit]
    found = _rows(reach, list(rows), at)
    return tuple(sorted(found, key=lambda row: (_FIRST.index(row.state), -row.number)))


def get_letter(reach: Reach, letter_id: UUID, at: datetime) -> tuple[LetterRow, tuple[HandedRow, ...]]:
    """Return a letter and its people. Raises `not-found`, also for one neither from nor to the reach."""
    letter = _visible(reach, at).filter(id=letter_id).first()
    if letter is None:
        raise NOT_FOUND(what="letter", what_zh="协查函", key=letter_id)
    return _rows(reach, [letter], at)[0], _people(reach, letter, at)


def open_outside(code: str) -> Outside:
    """Return what the authority outside sees by its code: the letter's number and how many people, nobody's name."""
    letter = find_by_code(code)
    return Outside(
        letter.number,
        Text(letter.from_office.name_zh, letter.from_office.name_en),
        letter.people.count(),
        letter.sent_at,
        letter.acknowledged_at,
        letter.outbreak.timezone,
    )


def states_of(letter_ids: Collection[UUID], at: datetime) -> dict[UUID, LetterState]:
    """Return how far letters are, for an app that keeps what went with them under a reach of its own; nobody in them."""
    rows = list(Letter.objects.filter(id__in=letter_ids, sent_at__lte=at))
    _as_answered(rows, at)
    return {
        row.id: LetterState(
            row.id,
            row.number,
            _state(row.due_at, at, *(_by(getattr(row, name), at) for name in _MILESTONES)),
            row.due_at,
        )
        for row in rows
    }


def _visible(reach: Reach, at: datetime) -> QuerySet:
    """A letter is about people: who reads no register reads no letter."""
    if not (reach.places and reach.registers):
        return Letter.objects.none()
    inside = reach.within()
    rows = Letter.objects.filter(Q(from_place__in=inside) | Q(to_place__in=inside), sent_at__lte=at)
    return rows.select_related("from_office")


def _rows(reach: Reach, letters: list[Any], at: datetime) -> tuple[LetterRow, ...]:
    places = titles_of([letter.to_place_id for letter in letters])
    own = reach.keep([letter.from_place_id for letter in letters])
    handed = _as_answered(letters, at)
    counts = {key: Counter(row.outcome for row in rows) for key, rows in handed.items()}
    return tuple(_row(letter, places, own, counts.get(letter.id, Counter()), at) for letter in letters)


def _row(
    letter: Any, places: dict[str | None, Text], own: set[str], counts: Counter[str], at: datetime
) -> LetterRow:
    acknowledged, answered, withdrawn = (_by(getattr(letter, name), at) for name in _MILESTONES)
    outside = letter.to_place_id is None
    return LetterRow(
        id=letter.id,
        outbreak_id=letter.outbreak_id,
        number=letter.number,
        state=_state(letter.due_at, at, acknowledged, answered, withdrawn),
        received=letter.from_place_id not in own,
        from_office=Text(letter.from_office.name_zh, letter.from_office.name_en),
        to=Text(letter.to_name, letter.to_name) if outside else places[letter.to_place_id],
        outside=outside,
        asks=letter.asks,
        people=sum(counts.values()),
        found=counts["found"],
        not_found=counts["not-found"] + counts["elsewhere"],
        sent_at=letter.sent_at,
        due_at=letter.due_at,
        acknowledged_at=acknowledged,
        acknowledged_by=letter.acknowledged_by if acknowledged else "",
        answered_at=answered,
        answer=letter.answer if acknowledged else "",
        withdrawn_at=withdrawn,
        withdraw_reason=letter.withdraw_reason if withdrawn else "",
    )


def _state(
    due_at: datetime,
    at: datetime,
    acknowledged: datetime | None,
    answered: datetime | None,
    withdrawn: datetime | None,
) -> str:
    if withdrawn:
        return "withdrawn"
    if answered:
        return "answered"
    if acknowledged:
        return "acknowledged"
    return "late" if due_at < at else "sent"


def _as_answered(letters: list[Any], at: datetime) -> dict[UUID, list[Handed]]:
    """Return letter -> its people as answered by `at`; the letters get the words of then. None of them is to be saved."""
    later = EarlierAnswer.objects.filter(letter__in=letters, until_at__gt=at).order_by("-until_at", "-id")
    was = {one.letter_id: one for one in later}
    for letter in letters:
        if letter.id in was:
            letter.answer, letter.answered_at = was[letter.id].answer, was[letter.id].answered_at
    handed: dict[UUID, list[Handed]] = {letter.id: [] for letter in letters}
    for row in Handed.objects.filter(letter__in=letters).order_by("person_id"):
        if row.letter_id in was:
            row.outcome, said_at = was[row.letter_id].outcomes.get(row.person_id, ["", None])
            row.outcome_at = datetime.fromisoformat(said_at) if said_at else None
        handed[row.letter_id].append(row)
    return handed


def _people(reach: Reach, letter: Letter, at: datetime) -> tuple[HandedRow, ...]:
    rows = _as_answered([letter], at)[letter.id]
    known = list_identities(reach, [row.person_id for row in rows], at)
    return tuple(
        HandedRow(
            row.person_id,
            known[row.person_id].full_name if row.person_id in known else "",
            known[row.person_id].phone if row.person_id in known else "",
            row.outcome if _by(row.outcome_at, at) else "",
            _by(row.outcome_at, at),
        )
        for row in rows
    )


def _by(moment: datetime | None, at: datetime) -> datetime | None:
    """What happened later was not known yet."""
    return moment if moment is not None and moment <= at else None
