"""The verbs of rehearsals: ask for one, run it on."""

from pathlib import Path
from time import monotonic
from uuid import UUID

from django.conf import settings
from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.clock import Clock
from fangxian.operations.ids import new_id
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.rehearsals.checking import settle
from fangxian.operations.rehearsals.models import Rehearsal, RehearsalEnd
from fangxian.operations.rehearsals.queries import get_rehearsal
from fangxian.operations.rehearsals.rows import RehearsalRow, Wish
from fangxian.operations.rehearsals.running import run_futures
from fangxian.stores.rehearsals import count_futures, join_pieces, keep_piece, rehearsals

SECONDS = 3.0
"""So long a reader waits for a piece, about: futures that infect a million take longer by themselves."""
AT_ONCE = 2
"""Futures of each plan run together, one a thread."""


@transaction.atomic
def ask(actor: Actor, clock: Clock, *, wish: Wish) -> UUID:
    """Write down what is to be rehearsed; `run_on` runs it.

    Raises:
        Problem: `not-your-role`, `not-found` (a place outside the reach), and those of `checking.settle`.
    """
    actor.require("rehearse")
    actor.reach.require(wish.place_id)
    settled = settle(wish)
    row = Rehearsal(
        id=new_id(),
        place_id=settled.place_id,
        disease=settled.disease,
        plans=list(settled.plans),
        futures=settled.futures,
        days=settled.days,
        seed_cases=settled.seed_cases,
        seeded_days_ago=settled.seeded_days_ago,
        assumptions=settled.assumptions,
    )
    told = {
        "place_id": row.place_id,
        "plans": row.plans,
        "futures": row.futures,
        "assumptions": row.assumptions,
    }
    write_rows(actor, clock.now(), "opened", "rehearsal", row.id, [row], told)
    return row.id


def run_on(actor: Actor, clock: Clock, *, rehearsal_id: str, seconds: float = SECONDS) -> RehearsalRow:
    """Run the next futures of a rehearsal, for some seconds; after the last one it is closed and its file on record.

    Two who run the same one take turns, and neither runs what the other has run.

    Raises:
        Problem: `not-your-role`, `not-found`.
    """
    actor.require("rehearse")
    row = get_rehearsal(actor.reach, rehearsal_id)
    home, name = Path(settings.FANGXIAN_HOME), str(row.id)
    with rehearsals(home).alone(name):
        if get_rehearsal(actor.reach, name).has_ended:
            return get_rehearsal(actor.reach, name)
        until, done = monotonic() + seconds, count_futures(home, name)
        while done < row.wish.futures:
            many = min(AT_ONCE, row.wish.futures - done)
            keep_piece(home, name, done, run_futures(row.wish, done, many))
            done += many
            if monotonic() > until:
                break
        if done >= row.wish.futures:
            _close(actor, clock, row, join_pieces(home, name))
    return get_rehearsal(actor.reach, name)


@transaction.atomic
def _close(actor: Actor, clock: Clock, row: RehearsalRow, digest: str) -> None:
    end = RehearsalEnd(id=new_id(), rehearsal_id=row.id, digest=digest)
    told = {"rehearsal_id": str(row.id), "futures": row.wish.futures, "digest": digest}
    write_rows(actor, clock.now(), "closed", "rehearsal-end", end.id, [end], told)
