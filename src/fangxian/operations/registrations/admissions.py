"""Who a token lets in, remembered for a second: a thousand requests a second come from the same few thousand devices.

Before a second is over whoever comes first asks, in two questions, which tokens ended and which duties changed, and forgets
those people whose change is news: they are asked for anew. The others do not wait for the answer, nor are they asked for
meanwhile: that would be all of them at once. If the database does not answer all are forgotten, and nobody is let in.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.queries import find_actors
from fangxian.operations.accounts.standing import Change, list_moved
from fangxian.operations.clock import Clock
from fangxian.operations.tokens.queries import find_users_of
from fangxian.operations.tokens.standing import digest_of, list_ended
from fangxian.stores.together import Together

LOOKED_AT_S, FORGOTTEN_S = 0.8, 60.0
_NEVER_ANSWERED_S = 2.0
"""Who was let in so long ago and not looked at since is asked for by name."""
_SLOWEST = timedelta(seconds=30)
"""What a slow transaction wrote so long ago is still found when it is committed."""


@dataclass
class _Admitted:
    actor: Actor
    used_s: float
    look: int
    """The last look that was over before this was asked for, or that left it standing."""


class Admissions:
    """The tokens that came within the last minute."""

    def __init__(self, elapsed_s: Callable[[], float]) -> None:
        self._elapsed_s, self._looked_at_s, self._answered_s = elapsed_s, float("-inf"), elapsed_s()
        self._known_at: datetime | None = None
        self._turn = threading.Lock()
        self._admitted: dict[str, _Admitted] = {}
        self._looks, self._seen = 0, frozenset[Change]()
        self._together = Together(_find_each)

    def find(self, token: str, clock: Clock) -> Actor | None:
        """Return the actor a token lets in, or None."""
        self._look_again(clock)
        digest = digest_of(token)
        answers = self._elapsed_s() - self._answered_s < _NEVER_ANSWERED_S
        kept = (self._admitted.get(digest) if answers else None) or self._admit(digest, clock)
        if kept is None:
            return None
        kept.used_s = self._elapsed_s()
        return kept.actor

    def _admit(self, digest: str, clock: Clock) -> _Admitted | None:
        admitted, look = self._admitted, self._looks
        actor = self._together.ask((digest, clock.now()))
        if actor is None:
            return None
        # Into what was there before it was asked: if all is forgotten meanwhile, so is this.
        kept = admitted[digest] = _Admitted(actor, self._elapsed_s(), look)
        return kept

    def _look_again(self, clock: Clock) -> None:
        if self._elapsed_s() - self._looked_at_s < LOOKED_AT_S or not self._turn.acquire(blocking=False):
            return
        standing = dict[str, _Admitted]()
        try:
            self._looked_at_s = self._elapsed_s()
            standing = self._find_standing(self._admitted, clock.now())
        finally:
            self._admitted, self._answered_s = standing, self._elapsed_s()
            self._turn.release()

    def _find_standing(self, before: dict[str, _Admitted], at: datetime) -> dict[str, _Admitted]:
        since = min(self._known_at or at, at) - _SLOWEST
        self._known_at = at
        ended, changes = set(list_ended(since, at)), frozenset(list_moved(since, at))
        # Whom the last look left standing, or who was asked for after it, knows what it saw; nobody else does.
        moved, news = ({user_id for user_id, *_ in some} for some in (changes, changes - self._seen))
        oldest_s, last = self._elapsed_s() - FORGOTTEN_S, self._looks
        self._looks, self._seen = last + 1, changes
        return {
            digest: _Admitted(one.actor, one.used_s, last + 1)
            for digest, one in list(before.items())
            if digest not in ended
            and one.actor.user_id not in (news if one.look == last else moved)
            and one.used_s >= oldest_s
        }


def _find_each(asked: list[tuple[str, datetime]]) -> list[Actor | None]:
    """The actor each token lets in, all at the latest of the instants they are asked for."""
    at = max(when for _, when in asked)
    users = find_users_of([digest for digest, _ in asked], at)
    actors = find_actors(set(users.values()), at)
    return [actors.get(users.get(digest, "")) for digest, _ in asked]
