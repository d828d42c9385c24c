"""Reading restrictions. They are seen where they are carried out: the place in charge (`seat`)."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from fangxian.engines import tables
from fangxian.engines.problems import Text
from fangxian.operations.chunks import in_chunks
from fangxian.operations.decisions.queries import signers_of
from fangxian.operations.people.queries import names_of
from fangxian.operations.places.queries import get_place, titles_of
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.restrictions.models import Restriction
from fangxian.operations.restrictions.rows import RestrictionRow, Slip
from fangxian.stores.packs import read_legal, read_plan


def list_restrictions(
    reach: Reach, outbreak_id: str, as_of: datetime, known_at: datetime, limit: int = 1_000
) -> tuple[RestrictionRow, ...]:
    """Return the restrictions in force at `as_of`: first those to be released, then by their end."""
    rows = _in_force(_held(reach, outbreak_id, as_of, known_at), as_of)
    return _rows(reach, list(rows.order_by("release_due_at", "ends_at", "id")[:limit]), known_at)


def count_restrictions(reach: Reach, outbreak_id: str, as_of: datetime, known_at: datetime) -> int:
    """Return how many restrictions are in force at `as_of`."""
    return _in_force(_held(reach, outbreak_id, as_of, known_at), as_of).count()


def count_restrictions_on(reach: Reach, outbreak_id: str, case_id: str, at: datetime) -> int:
    """Return how many restrictions in force have this one case as their whole evidence."""
    return _in_force(_held(reach, outbreak_id, at, at), at).filter(evidence=case_id).count()


def get_restriction(reach: Reach, key: str, known_at: datetime) -> RestrictionRow:
    """Return a restriction, also one that is over. Raises `not-found`, also for one outside the reach."""
    rows = reach.filter_persons(Restriction.objects.as_known(known_at).filter(id=key), "seat_id")
    latest = rows.order_by("-valid_from").first()
    if latest is None:
        raise NOT_FOUND(what="restriction", what_zh="限制措施", key=key)
    return _rows(reach, [latest], known_at)[0]


def get_slip(reach: Reach, key: str, known_at: datetime | None = None) -> Slip:
    """Return the slip to print and hand over (at `known_at`: as it was then).

    Raises:
        Problem: `not-found`, also for one outside the reach.
    """
    held = Restriction.objects.open() if known_at is None else Restriction.objects.as_known(known_at)
    standing = reach.filter_persons(held.filter(id=key), "seat_id").select_related("decision__proposal")
    row = standing.order_by("-valid_from").first()
    if row is None:
        raise NOT_FOUND(what="restriction", what_zh="限制措施", key=key)
    plan = read_plan(row.decision.proposal.plan.partition("@")[0])
    measure, basis = plan.measures[row.measure], read_legal(plan.legal).bases[row.legal_basis]
    name = names_of(reach, [row.person_id], known_at or row.known_from).get(row.person_id, row.person_id)
    office = get_place(row.seat_id).title
    return Slip(
        person=name,
        title=Text(row.title_zh, row.title_en),
        binds=measure.binds,
        reason=_reason(row),
        legal=Text(f"{basis.title.zh}: {basis.law.zh}", f"{basis.title.en}: {basis.law.en}"),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        signers=signers_of(row.decision_id, known_at),
        voluntary_first=row.voluntary_first,
        help=Text(f"请联系{office.zh}指挥部", f"Ask the command office of {office.en}"),
        appeal=Text(f"{basis.appeal.zh} {basis.court.zh}", f"{basis.appeal.en} {basis.court.en}"),
        confirmed=basis.confirmed,
    )


def _reason(row: Restriction) -> Text:
    cases = len(row.evidence.split(";"))
    if row.degree is None:
        return Text("您本人为本起疫情的病例", "You are a case of this outbreak")
    return Text(
        f"您与本起疫情的 {cases} 例病例有关（第 {row.degree} 层接触）",
        f"You were exposed to {cases} case(s) of this outbreak (degree {row.degree})",
    )


def standing_restrictions(
    reach: Reach, outbreak_id: str, as_of: datetime, known_at: datetime
) -> list[dict[str, Any]]:
    """Return what stands as rows of `tables.RESTRICTIONS`, for the engines."""
    fields = {name: name for name in tables.RESTRICTIONS.names if name != "change"} | {"restriction_id": "id"}
    rows = _held(reach, outbreak_id, as_of, known_at).order_by("id")
    return [
        {"change": "unchanged", **{name: getattr(row, field) for name, field in fields.items()}}
        for row in rows
    ]


def find_bound(
    outbreak_id: str, keys: Collection[str], as_of: datetime, known_at: datetime
) -> dict[str, tuple[datetime, datetime]]:
    """Return key -> (starts_at, ends_at) for those of the keys in force at `as_of`, for the follow-up that stands by them."""
    found: dict[str, tuple[datetime, datetime]] = {}
    for some in in_chunks(keys):
        rows = Restriction.objects.at(as_of, known_at).filter(outbreak_id=outbreak_id, id__in=some)
        for key, starts_at, ends_at in _in_force(rows, as_of).values_list("id", "starts_at", "ends_at"):
            found[key] = starts_at, ends_at
    return found


def list_bound_people(outbreak_id: str, as_of: datetime, known_at: datetime) -> QuerySet:
    """Return, as a subquery, the keys of the persons whom a restriction binds at `as_of`."""
    rows = Restriction.objects.at(as_of, known_at).filter(outbreak_id=outbreak_id)
    return _in_force(rows, as_of).values("person_id")


def find_bound_anywhere(person_keys: Collection[str], at: datetime) -> set[str]:
    """Return those of the persons whom a restriction binds at `at`, in whichever outbreak."""
    found: set[str] = set()
    for some in in_chunks(person_keys):
        rows = _in_force(Restriction.objects.at(at, at).filter(person__in=some), at)
        found.update(rows.values_list("person_id", flat=True))
    return found


def _held(reach: Reach, outbreak_id: str, as_of: datetime, known_at: datetime) -> QuerySet:
    return reach.filter_persons(
        Restriction.objects.at(as_of, known_at).filter(outbreak_id=outbreak_id), "seat_id"
    )


def _in_force(rows: QuerySet, as_of: datetime) -> QuerySet:
    """Leave out what ended by itself: its time ran out, its release is due, or only one office signed."""
    for name in ("release_due_at", "alone_until"):
        rows = rows.filter(Q(**{name: None}) | Q(**{f"{name}__gt": as_of}))
    return rows.filter(ends_at__gt=as_of)


def _rows(reach: Reach, rows: list[Restriction], at: datetime) -> tuple[RestrictionRow, ...]:
    names = names_of(reach, [row.person_id for row in rows], at)
    places = titles_of([row.place_id for row in rows])
    return tuple(
        RestrictionRow(
            key=row.id,
            outbreak_id=row.outbreak_id,
            person_id=row.person_id,
            name=names.get(row.person_id, ""),
            measure=row.measure,
            title=Text(row.title_zh, row.title_en),
            place_id=row.place_id,
            place=places.get(row.place_id),
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            lapses_at=min(filter(None, (row.ends_at, row.alone_until, row.release_due_at))),
            legal_basis=row.legal_basis,
            voluntary_first=row.voluntary_first,
            evidence=tuple(filter(None, row.evidence.split(";"))),
            decision_id=str(row.decision_id),
            served_at=row.served_at,
            release_due_at=row.release_due_at,
            released_at=row.released_at,
            appealed_at=row.appealed_at,
        )
        for row in rows
    )
