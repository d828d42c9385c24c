"""Tubes given out for a round, to the place that fills them."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.chunks import in_chunks
from fangxian.operations.clock import Clock
from fangxian.operations.custody.codes import new_code, read_code
from fangxian.operations.custody.models import Tube
from fangxian.operations.custody.problems import NOT_A_TUBE_SIZE, TUBE_TAKEN
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.rounds.queries import get_round

MOST_AT_ONCE, MOST_PEOPLE = 5_000, 20


@transaction.atomic
def give_tubes(
    actor: Actor,
    clock: Clock,
    *,
    round_id: UUID,
    place_id: str,
    size: int | None,
    count: int = 0,
    codes: Sequence[str] = (),
) -> tuple[str, ...]:
    """Give out tubes to a place and return their numbers: `count` with new ones, and those a maker printed (`codes`).

    size: how many people may share one; None: one household.

    Raises:
        Problem: `not-your-role`, `not-found`, `not-a-tube-size`, `not-a-tube-code`, `tube-taken`.
    """
    actor.require("work")
    row = get_round(actor.reach, round_id)
    actor.reach.require(place_id)
    printed = list(dict.fromkeys(read_code(code) for code in codes))
    fits = size is None or 1 <= size <= MOST_PEOPLE
    if not (fits and 0 < count + len(printed) <= MOST_AT_ONCE and count >= 0):
        raise NOT_A_TUBE_SIZE(count=count + len(printed), size=size or "-", most=MOST_AT_ONCE)
    if taken := _taken(printed):
        raise TUBE_TAKEN(code=min(taken))
    numbers = [*printed, *_new_codes(count)]
    tubes = [Tube(code=code, round_id=row.id, place_id=place_id, size=size) for code in numbers]
    after = {"place_id": place_id, "tubes": len(tubes), "size": size}
    write_rows(actor, clock.now(), "issued", "tube", row.id, tubes, after)
    return tuple(numbers)


def find_tubes(outbreak_id: str, codes: Collection[str]) -> set[str]:
    """Return those of the numbers that were given out in an outbreak."""
    known: set[str] = set()
    for some in in_chunks(codes):
        rows = Tube.objects.filter(round__outbreak_id=outbreak_id, code__in=some)
        known |= set(rows.values_list("code", flat=True))
    return known


def _new_codes(count: int) -> list[str]:
    found: set[str] = set()
    while len(found) < count:
        drawn = {new_code() for _ in range(count - len(found))}
        found |= drawn - _taken(sorted(drawn))
    return sorted(found)


def _taken(codes: Sequence[str]) -> set[str]:
    known: set[str] = set()
    for some in in_chunks(list(codes)):
        known |= set(Tube.objects.filter(code__in=some).values_list("code", flat=True))
    return known
