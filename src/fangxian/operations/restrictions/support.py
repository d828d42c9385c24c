"""What is on record of people, held against what would bind them: the last door before anybody loses their liberty."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from fangxian.engines.restraint import Asked, Bound, Evidence, Fault, OwnCase, Path, find_fault
from fangxian.operations.cases.counting import find_standing_cases
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.chunks import in_chunks
from fangxian.operations.contacts.paths import PathRow, find_paths
from fangxian.operations.restrictions.models import Restriction
from fangxian.operations.restrictions.standing import in_force
from fangxian.stores.packs import read_legal, read_plan

Row = Mapping[str, Any]


def find_evidence(outbreak_id: str, people: Collection[str], at: datetime) -> dict[str, Evidence]:
    """Return person -> what is on record of them at `at`; who is not in it has nothing."""
    cases, wanted = find_standing_cases(outbreak_id, at), set(people)
    own: dict[str, list[OwnCase]] = defaultdict(list)
    for case in cases.values():
        if case.person_id in wanted:
            own[case.person_id].append(OwnCase(case.case_id, case.kind, case.reported_on, case.sampled_at))
    paths = find_paths(outbreak_id, sorted(wanted), at)
    ties = {
        person: tuple(_path(row) for row in rows if row.case_id in cases) for person, rows in paths.items()
    }
    return {
        person: found
        for person in own.keys() | ties.keys()
        if (found := Evidence(tuple(own.get(person, ())), ties.get(person, ()))).case_ids
    }


def judge(
    outbreak: OutbreakRow,
    rows: Sequence[Row],
    at: datetime,
    *,
    asked_by: str = "",
    seen: Collection[str] | None = None,
) -> dict[str, Fault]:
    """Return restriction key -> why it may not bind, for the rows that may not.

    `seen`: the only people whose record counts, so that no answer tells whoever asks of those out of their reach.
    """
    plan = read_plan(outbreak.plan)
    legal = read_legal(plan.legal)
    people = {row["person_id"] for row in rows}
    evidence = find_evidence(outbreak.id, people if seen is None else people & set(seen), at)
    bound = _find_bound(outbreak.id, [key_of(row) for row in rows], at)
    judged = {
        key_of(row): find_fault(
            _asked(row, asked_by, bound.get(key_of(row))),
            evidence.get(row["person_id"], Evidence()),
            plan,
            legal,
            at,
            outbreak.timezone,
        )
        for row in rows
    }
    return {key: fault for key, fault in judged.items() if fault is not None}


def count_faults(faults: Mapping[str, str]) -> dict[str, int]:
    """Return why -> how many."""
    return dict(sorted(Counter(faults.values()).items()))


def key_of(row: Row) -> str:
    """Return the restriction's key, of a row of a response or of one about to be written."""
    return row["restriction_id"] if "restriction_id" in row else row["id"]


def _path(row: PathRow) -> Path:
    return Path(
        row.case_id,
        row.degree,
        row.kind,
        row.score,
        row.first_exposed_at,
        row.last_exposed_at,
        row.told_by,
    )


def _asked(row: Row, asked_by: str, bound: Bound | None) -> Asked:
    return Asked(
        person_id=row["person_id"],
        measure=row["measure"],
        legal_basis=row["legal_basis"],
        starts_at=row["starts_at"],
        ends_at=row["ends_at"],
        evidence=tuple(filter(None, row["evidence"].split(";"))),
        asked_by=asked_by,
        bound=bound,
    )


def _find_bound(outbreak_id: str, keys: Collection[str], at: datetime) -> dict[str, Bound]:
    """Return key -> what binds by it now, with the evidence as it was known when it last took effect."""
    found: list[Restriction] = []
    for some in in_chunks(keys):
        rows = Restriction.objects.open().filter(outbreak_id=outbreak_id, valid_to=None, id__in=some)
        found += in_force(rows, at)
    return dict(_bounds(outbreak_id, found))


def _bounds(outbreak_id: str, rows: Iterable[Restriction]) -> Iterable[tuple[str, Bound]]:
    together: dict[datetime, list[Restriction]] = defaultdict(list)
    for row in rows:
        together[row.valid_from].append(row)
    for bound_at, some in together.items():
        known = find_evidence(outbreak_id, {row.person_id for row in some}, bound_at)
        for row in some:
            first = row.first_bound_at or row.valid_from
            yield row.id, Bound(first, bound_at, row.ends_at, known.get(row.person_id, Evidence()))
