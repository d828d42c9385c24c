"""Who comes while something is being done waits, and is then served with everybody who came meanwhile."""

import threading
from collections.abc import Callable

import pytest

from fangxian.stores.together import Together


class Slow:
    """Answers in capitals, once it is told to; keeps what it was asked for."""

    def __init__(self) -> None:
        self.asked = list[list[str]]()
        self.began, self.may_end = threading.Event(), threading.Event()

    def __call__(self, keys: list[str]) -> list[str]:
        self.asked.append(keys)
        self.began.set()
        assert self.may_end.wait(10)
        if "poison" in keys:
            raise OSError("no database")
        return [key.upper() for key in keys]


def start(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def wait_for(together: Together[str, str], waiting: int) -> None:
    """Until so many stand in line."""
    for _ in range(1_000):
        if len(together._waiting) == waiting:
            return
        threading.Event().wait(0.01)
    raise AssertionError(f"{len(together._waiting)} wait, not {waiting}")


def test_those_who_come_while_somebody_asks_are_asked_for_in_one_question() -> None:
    slow, answers = Slow(), dict[str, str]()
    together = Together(slow)
    threads = [start(lambda: answers.update(ann=together.ask("ann")))]
    assert slow.began.wait(10)
    for key in ("bo", "cy"):
        threads.append(start(lambda key=key: answers.update({key: together.ask(key)})))
    wait_for(together, 2)
    slow.may_end.set()
    for thread in threads:
        thread.join(10)
    assert [sorted(some) for some in slow.asked] == [["ann"], ["bo", "cy"]]
    assert answers == {"ann": "ANN", "bo": "BO", "cy": "CY"}


def test_where_it_goes_wrong_everybody_asked_for_is_told_and_the_next_is_asked_anew() -> None:
    slow, raised = Slow(), list[str]()
    together = Together(slow)

    def ask(key: str) -> None:
        try:
            together.ask(key)
        except OSError as error:
            raised.append(f"{key}: {error}")

    threads = [start(lambda: ask("ann"))]
    assert slow.began.wait(10)
    threads += [start(lambda: ask("poison")), start(lambda: ask("bo"))]
    wait_for(together, 2)
    slow.may_end.set()
    for thread in threads:
        thread.join(10)
    assert sorted(raised) == ["bo: no database", "poison: no database"]
    assert together.ask("dee") == "DEE"


def test_alone_one_is_served_alone() -> None:
    assert Together[str, str](lambda keys: [key * 2 for key in keys]).ask("a") == "aa"
    with pytest.raises(ZeroDivisionError):
        Together[str, str](lambda _: 1 / 0).ask("a")  # type: ignore[arg-type, return-value]


def test_between_nothing_is_being_done() -> None:
    slow = Slow()
    together = Together(slow)
    asks = start(lambda: together.ask("ann"))
    assert slow.began.wait(10)
    order = list[str]()

    def hold() -> None:
        with together.between():
            order.append("held")

    holds = start(hold)
    order.append("doing")
    slow.may_end.set()
    for thread in (asks, holds):
        thread.join(10)
    assert order == ["doing", "held"]
