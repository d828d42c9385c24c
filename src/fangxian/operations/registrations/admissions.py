"""Who a token lets in, remembered for a second: a thousand requests a second come from the same few thousand devices.

Once a second whoever comes first looks at all that is remembered, in two questions to the database: a token that was
revoked or expired, a duty that ended or changed is out by then. If the database does not answer nobody is let in.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from fangxian.engines.problems import Problem
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.queries import get_actor
from fangxian.operations.accounts.standing import find_latest_duties
from fangxian.operations.clock import Clock
from fangxian.operations.tokens.standing import digest_of, find_standing

LOOKED_AT_S, FORGOTTEN_S = 1.0, 60.0


@dataclass
class _Admitted:
    actor: Actor
    duty: UUID | None
    used_s: float


class Admissions:
    """The tokens that came within the last minute."""

    def __init__(self, elapsed_s: Callable[[], float]) -> None:
        self._elapsed_s, self._looked_at_s = elapsed_s, elapsed_s()
        self._turn = threading.Lock()
        self._admitted: dict[str, _Admitted] = {}

    def find(self, token: str, clock: Clock) -> Actor | None:
        """Return the actor a token lets in, or None."""
        self._look_again(clock)
        digest = digest_of(token)
        kept = self._admitted.get(digest)
        if kept is None:
            kept = self._admit(digest, clock)
        if kept is None:
            return None
        kept.used_s = self._elapsed_s()
        return kept.actor

    def _admit(self, digest: str, clock: Clock) -> _Admitted | None:
        at = clock.now()
        user_id = find_standing([digest], at).get(digest)
        if user_id is None:
            return None
        try:
            # The duty is read first: if it changes in between, the next look finds another one.
            duty = find_latest_duties([user_id], at).get(user_id)
            kept = _Admitted(get_actor(user_id, at), duty, self._elapsed_s())
        except Problem:
            return None
        self._admitted[digest] = kept
        return kept

    def _look_again(self, clock: Clock) -> None:
        if self._elapsed_s() - self._looked_at_s < LOOKED_AT_S or not self._turn.acquire(blocking=False):
            return
        try:
            kept = dict(self._admitted)
            self._looked_at_s = self._elapsed_s()
            try:
                gone = self._find_gone(kept, clock)
            except BaseException:
                self._admitted = {}
                raise
            for digest in gone:
                self._admitted.pop(digest, None)
        finally:
            self._turn.release()

    def _find_gone(self, kept: dict[str, _Admitted], clock: Clock) -> list[str]:
        at, oldest_s = clock.now(), self._elapsed_s() - FORGOTTEN_S
        standing = find_standing(kept.keys(), at)
        duties = find_latest_duties({one.actor.user_id for one in kept.values()}, at)
        return [
            digest
            for digest, one in kept.items()
            if digest not in standing or duties.get(one.actor.user_id) != one.duty or one.used_s < oldest_s
        ]
