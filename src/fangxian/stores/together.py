"""Doing together: whoever comes while something is being done waits, and is then served with all who came meanwhile."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Generic, TypeVar

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


class _Waiting(Generic[Asked, Answer]):
    """Somebody who waits for an answer."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.settled = False
        self.answers: Sequence[Answer] = ()
        self.error: BaseException | None = None


class Together(Generic[Asked, Answer]):
    """`do` serves many at once, in the order they came, with an answer for each; of threads that ask one does it for all.

    What somebody asks for is done after they asked, never before.
    """

    def __init__(self, do: Callable[[list[Asked]], Sequence[Answer]]) -> None:
        self._do = do
        self._turn = threading.Condition()
        self._waiting = list[_Waiting[Asked, Answer]]()
        self._is_doing = False

    def ask(self, asked: Asked) -> Answer:
        """Return the answer. What `do` raises is raised for everybody it was done for."""
        own = _Waiting[Asked, Answer](asked)
        with self._turn:
            self._waiting.append(own)
            while self._is_doing and not own.settled:
                self._turn.wait()
            taken = [] if own.settled else self._waiting
            if taken:
                self._waiting, self._is_doing = [], True
        if taken:
            self._serve(taken)
        if own.error is not None:
            raise own.error
        return own.answers[0]

    @contextmanager
    def between(self) -> Iterator[None]:
        """Hold everybody up while nothing is being done."""
        with self._turn:
            while self._is_doing:
                self._turn.wait()
            yield

    def _serve(self, taken: list[_Waiting[Asked, Answer]]) -> None:
        answers: Sequence[Answer] = ()
        error: BaseException | None = None
        try:
            answers = self._do([one.asked for one in taken])
        except BaseException as raised:
            error = raised
        with self._turn:
            for at, one in enumerate(taken):
                one.settled, one.error, one.answers = True, error, answers[at : at + 1]
            self._is_doing = False
            self._turn.notify_all()
