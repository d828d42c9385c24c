"""Who has to be told of a positive result and has not been: the one reason to knock at night."""

from collections.abc import Collection

from fangxian.operations.chunks import in_chunks
from fangxian.operations.custody.standing import standing
from fangxian.operations.places.reach import Reach


def find_urgent(reach: Reach, outbreak_id: str, person_ids: Collection[str]) -> frozenset[str]:
    """Return those of these people, within reach, who are in a positive tube and were not told."""
    found: set[str] = set()
    for some in in_chunks(sorted(person_ids)):
        rows = standing().filter(round__outbreak_id=outbreak_id, person_id__in=some, told=None)
        positive = reach.filter_persons(rows.filter(tube__results__outcome="positive"))
        found.update(positive.values_list("person_id", flat=True))
    return frozenset(found)
