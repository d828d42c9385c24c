"""Asking together: whoever comes while an answer is on its way waits, and is then asked for with all who came meanwhile."""

import threading
from collections.abc import Callable, Hashable, Mapping
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Answer = TypeVar("Answer")


class _Asked(Generic[Key, Answer]):
    """One key somebody asks for."""

    def __init__(self, key: Key) -> None:
        self.key = key
        self.settled = False
        self.answer: Answer | None = None
        self.error: BaseException | None = None


class Together(Generic[Key, Answer]):
    """`ask` answers many keys in one question; of threads that ask at once one asks for all.

    What a key is answered was asked after it was asked for, never before.
    """

    def __init__(self, ask: Callable[[set[Key]], Mapping[Key, Answer]]) -> None:
        self._ask = ask
        self._turn = threading.Condition()
        self._waiting = list[_Asked[Key, Answer]]()
        self._is_asking = False

    def get(self, key: Key) -> Answer | None:
        """Return the answer to a key, None where there is none. What `ask` raises, everybody raises it asked for."""
        own = _Asked[Key, Answer](key)
        with self._turn:
            self._waiting.append(own)
            while self._is_asking and not own.settled:
                self._turn.wait()
            taken = [] if own.settled else self._waiting
            if taken:
                self._waiting, self._is_asking = [], True
        if taken:
            self._settle(taken)
        if own.error is not None:
            raise own.error
        return own.answer

    def _settle(self, taken: list[_Asked[Key, Answer]]) -> None:
        answers: Mapping[Key, Answer] = {}
        error: BaseException | None = None
        try:
            answers = self._ask({one.key for one in taken})
        except BaseException as raised:
            error = raised
        with self._turn:
            for one in taken:
                one.settled, one.error, one.answer = True, error, answers.get(one.key)
            self._is_asking = False
            self._turn.notify_all()
