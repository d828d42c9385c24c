"""What ties people to the cases of an outbreak: what the tracer found of them, and who named them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from fangxian.operations.chunks import in_chunks
from fangxian.operations.contacts.models import Contact, Exposure, TraceRun

_FOUND = ("person_id", "case_id", "degree", "kind", "score", "first_exposed_at", "last_exposed_at")


@dataclass(frozen=True)
class PathRow:
    """One tie. `score` None: named by the case, not traced yet. `told_by`: whose entry a naming is, "" if found."""

    person_id: str
    case_id: str
    degree: int
    kind: str
    score: float | None
    first_exposed_at: datetime
    last_exposed_at: datetime
    told_by: str = ""


def find_paths(outbreak_id: str, people: Collection[str], known_at: datetime) -> dict[str, list[PathRow]]:
    """Return person -> every tie to a case known at `known_at`, for those of the people who have any.

    For services that judge whether somebody may be bound; it answers nobody directly and therefore takes no reach.
    """
    found: dict[str, list[PathRow]] = defaultdict(list)
    runs = TraceRun.objects.filter(outbreak_id=outbreak_id, known_at__lte=known_at)
    run = runs.order_by("-known_at").first()
    for some in in_chunks(people):
        namings = _namings(outbreak_id, some, known_at)
        for row in Exposure.objects.filter(run=run, person_id__in=some).values_list(*_FOUND):
            told = namings.get((row[0], row[1])) if row[3] == "named" else None
            found[row[0]].append(PathRow(*(*row, told.told_by if told else "")))
        traced = {(path.person_id, path.case_id) for person in some for path in found.get(person, ())}
        for pair, naming in namings.items():
            if pair not in traced:
                found[naming.person_id].append(naming)
    return dict(found)


def _namings(outbreak_id: str, people: list[str], known_at: datetime) -> dict[tuple[str, str], PathRow]:
    """Return (person, case) -> the naming. Of several by different hands the first: it needs no second to stand."""
    rows = Contact.objects.as_known(known_at).filter(outbreak_id=outbreak_id, person_id__in=people)
    found: dict[tuple[str, str], PathRow] = {}
    for row in rows.select_related("entry").order_by("known_from", "version"):
        first = datetime.combine(row.first_on or row.last_on, time(), UTC)
        last = datetime.combine(row.last_on, time(), UTC) + timedelta(days=1)
        found.setdefault(
            (row.person_id, row.source_case_id),
            PathRow(row.person_id, row.source_case_id, 1, "named", None, first, last, row.entry.who),
        )
    return found
