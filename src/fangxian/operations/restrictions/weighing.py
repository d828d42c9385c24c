"""What signatures would do to people, counted before they are given, each person once."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.restrictions.offers import find_agreed, find_unasked
from fangxian.operations.restrictions.queries import find_bound, find_bound_anywhere
from fangxian.operations.restrictions.rows import Weight
from fangxian.operations.restrictions.support import judge, key_of
from fangxian.stores.packs import read_plan


def weigh(outbreak: OutbreakRow, rows: Sequence[Mapping[str, Any]], at: datetime) -> Weight:
    """Return what binding these rows would do to people at `at`. It counts; nobody is named."""
    agreed = find_agreed(outbreak.id, at)
    binding = [row for row in rows if (row["person_id"], row["measure"]) not in agreed]
    people = {row["person_id"] for row in binding}
    already = find_bound_anywhere(sorted(people), at)
    unsupported = set(judge(outbreak, binding, at))
    return Weight(
        people=len(people),
        already=len(already),
        fresh=len(people - already),
        agreed=len({row["person_id"] for row in rows} - people),
        unasked=len(find_not_asked_first(outbreak, binding, at)),
        unsupported=len({row["person_id"] for row in binding if key_of(row) in unsupported}),
    )


def find_not_asked_first(outbreak: OutbreakRow, rows: Sequence[Mapping[str, Any]], at: datetime) -> set[str]:
    """Return the people whom a measure that asks first would bind without having asked. Who is bound by it was."""
    measures = read_plan(outbreak.plan).measures
    asking = [row for row in rows if (known := measures.get(row["measure"])) and known.voluntary_first]
    bound = find_bound(outbreak.id, [key_of(row) for row in asking], at, at)
    return find_unasked(outbreak.id, [row for row in asking if key_of(row) not in bound])
