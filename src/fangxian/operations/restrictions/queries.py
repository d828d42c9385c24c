"""Reading restrictions. They are seen where they are carried out: the place in charge (`seat`)."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from fangxian.engines import tables
from fangxian.engines.plans import Hours
from fangxian.engines.problems import Text
from fangxian.engines.restraint import Evidence
from fangxian.operations.chunks import in_chunks
from fangxian.operations.decisions.queries import plans_of, signers_of
from fangxian.operations.people.queries import names_of
from fangxian.operations.places.queries import get_place, titles_of
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.restrictions.hours import hours_of, is_past
from fangxian.operations.restrictions.models import Restriction
from fangxian.operations.restrictions.rows import RestrictionRow, Slip
from fangxian.operations.restrictions.standing import agreed_at, held, in_force, lapse_of
from fangxian.operations.restrictions.support import find_evidence
from fangxian.operations.restrictions.words import tell_evidence
from fangxian.stores.packs import read_legal, read_plan


def list_restrictions(
    reach: Reach, outbreak_id: str, as_of: datetime, known_at: datetime, limit: int = 1_000
) -> tuple[RestrictionRow, ...]:
    """Return the restrictions in force at `as_of`: first those to be released, then by their end."""
    rows = in_force(held(reach, outbreak_id, as_of, known_at), as_of)
    return _rows(reach, list(rows.order_by("release_due_at", "ends_at", "id")[:limit]), as_of, known_at)


def list_unserved(
    reach: Reach, outbreak_id: str, as_of: datetime, known_at: datetime, limit: int = 1_000
) -> tuple[RestrictionRow, ...]:
    """Return the restrictions in force at `as_of` whose slip nobody has handed over, the oldest first."""
    rows = _unserved(reach, outbreak_id, as_of, known_at).order_by("starts_at", "id")
    return _rows(reach, list(rows[:limit]), as_of, known_at)


def count_unserved(reach: Reach, outbreak_id: str, as_of: datetime, known_at: datetime) -> int:
    """Return how many restrictions in force at `as_of` have a slip that nobody has handed over."""
    return _unserved(reach, outbreak_id, as_of, known_at).count()


def count_late(reach: Reach, outbreak_id: str, as_of: datetime, known_at: datetime) -> int:
    """Return how many restrictions in force at `as_of` were served or reviewed too late, or wait too long for it."""
    standing = in_force(held(reach, outbreak_id, as_of, known_at), as_of)
    rows = list(standing.defer("evidence", "digest", "release_reason"))
    plans = _plans_of(rows)
    hours = {plan: hours_of(plan) for plan in set(plans.values())}
    clocks = (_clocks(row, hours[plans[row.decision_id]], as_of) for row in rows)
    return sum(one["serve_late"] or one["review_late"] for one in clocks)


def _unserved(reach: Reach, outbreak_id: str, as_of: datetime, known_at: datetime) -> QuerySet:
    return in_force(held(reach, outbreak_id, as_of, known_at), as_of).filter(served_at=None)


def count_restrictions(reach: Reach, outbreak_id: str, as_of: datetime, known_at: datetime) -> int:
    """Return how many restrictions are in force at `as_of`."""
    return in_force(held(reach, outbreak_id, as_of, known_at), as_of).count()


def count_restrictions_on(reach: Reach, outbreak_id: str, case_id: str, at: datetime) -> int:
    """Return how many restrictions in force have this one case as their whole evidence."""
    return in_force(held(reach, outbreak_id, at, at), at).filter(evidence=case_id).count()


def get_restriction(reach: Reach, key: str, known_at: datetime) -> RestrictionRow:
    """Return a restriction, also one that is over. Raises `not-found`, also for one outside the reach."""
    rows = reach.filter_persons(Restriction.objects.as_known(known_at).filter(id=key), "seat_id")
    latest = rows.order_by("-valid_from").first()
    if latest is None:
        raise NOT_FOUND(what="restriction", what_zh="限制措施", key=key)
    return _rows(reach, [latest], known_at, known_at)[0]


def get_slip(reach: Reach, key: str, known_at: datetime | None = None) -> Slip:
    """Return the slip to print and hand over (at `known_at`: as it was then).

    Raises:
        Problem: `not-found`, also for one outside the reach.
    """
    held = Restriction.objects.open() if known_at is None else Restriction.objects.as_known(known_at)
    standing = reach.filter_persons(held.filter(id=key), "seat_id").select_related(
        "decision__proposal", "outbreak"
    )
    row = standing.order_by("-valid_from").first()
    if row is None:
        raise NOT_FOUND(what="restriction", what_zh="限制措施", key=key)
    return slip_of(reach, row, known_at)


def slip_of(reach: Reach, row: Restriction, known_at: datetime | None = None) -> Slip:
    """Return what is handed to the person."""
    plan = read_plan(row.decision.proposal.plan.partition("@")[0])
    measure, basis = plan.measures[row.measure], read_legal(plan.legal).bases[row.legal_basis]
    name = names_of(reach, [row.person_id], known_at or row.known_from).get(row.person_id, row.person_id)
    office = get_place(row.seat_id).title
    return Slip(
        person=name,
        title=Text(row.title_zh, row.title_en),
        binds=measure.binds,
        reason=tell_reason(row),
        legal=Text(f"{basis.title.zh}: {basis.law.zh}", f"{basis.title.en}: {basis.law.en}"),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        signers=signers_of(row.decision_id, known_at),
        voluntary_first=row.voluntary_first,
        help=Text(f"请联系{office.zh}指挥部", f"Ask the command office of {office.en}"),
        appeal=Text(f"{basis.appeal.zh} {basis.court.zh}", f"{basis.appeal.en} {basis.court.en}"),
        confirmed=basis.confirmed,
    )


def tell_reason(row: Restriction) -> Text:
    """Return why in words that name nobody else. The row comes with its outbreak."""
    evidence = find_evidence(row.outbreak_id, [row.person_id], row.valid_from).get(row.person_id, Evidence())
    cases = len(tuple(filter(None, row.evidence.split(";"))))
    return tell_evidence(evidence, row.degree, cases, row.outbreak.timezone)


def standing_restrictions(
    reach: Reach, outbreak_id: str, as_of: datetime, known_at: datetime
) -> list[dict[str, Any]]:
    """Return what stands as rows of `tables.RESTRICTIONS`, for the engines."""
    fields = {name: name for name in tables.RESTRICTIONS.names if name != "change"} | {"restriction_id": "id"}
    rows = held(reach, outbreak_id, as_of, known_at).order_by("id")
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
        for key, starts_at, ends_at in in_force(rows, as_of).values_list("id", "starts_at", "ends_at"):
            found[key] = starts_at, ends_at
    return found


def count_bound(outbreak_id: str, at: datetime) -> dict[tuple[str, str | None], int]:
    """Return (measure, place) -> how many it concerns now: bound, or there of their own accord."""
    rows = in_force(Restriction.objects.at(at, at).filter(outbreak_id=outbreak_id), at)
    agreed = agreed_at(outbreak_id, at)
    return dict(
        Counter([*rows.values_list("measure", "place_id"), *agreed.values_list("measure", "seat_id")])
    )


def list_bound_people(outbreak_id: str, as_of: datetime, known_at: datetime) -> QuerySet:
    """Return, as a subquery, the keys of the persons whom a restriction binds at `as_of`."""
    rows = Restriction.objects.at(as_of, known_at).filter(outbreak_id=outbreak_id)
    return in_force(rows, as_of).values("person_id")


def find_bound_anywhere(person_keys: Collection[str], at: datetime) -> set[str]:
    """Return those of the persons whom a restriction binds at `at`, in whichever outbreak."""
    found: set[str] = set()
    for some in in_chunks(person_keys):
        rows = in_force(Restriction.objects.at(at, at).filter(person__in=some), at)
        found.update(rows.values_list("person_id", flat=True))
    return found


def _rows(
    reach: Reach, rows: list[Restriction], as_of: datetime, known_at: datetime
) -> tuple[RestrictionRow, ...]:
    names = names_of(reach, [row.person_id for row in rows], known_at)
    places = titles_of([row.place_id for row in rows])
    plans = _plans_of(rows)
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
            lapses_at=lapse_of(row),
            legal_basis=row.legal_basis,
            voluntary_first=row.voluntary_first,
            evidence=tuple(filter(None, row.evidence.split(";"))),
            decision_id=str(row.decision_id),
            served_at=row.served_at,
            release_due_at=row.release_due_at,
            released_at=row.released_at,
            appealed_at=row.appealed_at,
            bound_at=row.first_bound_at or row.valid_from,
            reviewed_at=row.reviewed_at,
            **_clocks(row, hours_of(plans[row.decision_id]), as_of),
        )
        for row in rows
    )


def _clocks(row: Restriction, hours: Hours, as_of: datetime) -> dict[str, Any]:
    """When it has to be served and reviewed, counted from when it took effect, and whether that is late."""
    serve_by = row.valid_from + timedelta(hours=hours.serve_hours)
    review_by = (row.reviewed_at or row.valid_from) + timedelta(days=hours.review_days)
    return {
        "serve_by": serve_by,
        "serve_late": is_past(serve_by, row.served_at, as_of),
        "review_by": review_by if review_by < lapse_of(row) else None,
        "review_late": review_by < min(lapse_of(row), as_of),
    }


def _plans_of(rows: Sequence[Restriction]) -> dict[UUID, str]:
    return plans_of({row.decision_id for row in rows})
