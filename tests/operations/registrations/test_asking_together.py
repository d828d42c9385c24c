"""Who asks while an answer is on its way waits, and is then asked for with everybody who came meanwhile."""

import threading
from collections.abc import Callable

import pytest

from fangxian.operations.registrations.together import Together


class Slow:
    """Answers in capitals, once it is told to; keeps what it was asked for."""

    def __init__(self) -> None:
        self.asked = list[set[str]]()
        self.began, self.may_end = threading.Event(), threading.Event()

    def __call__(self, keys: set[str]) -> dict[str, str]:
        self.asked.append(keys)
        self.began.set()
        assert self.may_end.wait(10)
        if "poison" in keys:
            raise OSError("no database")
        return {key: key.upper() for key in keys if key != "nobody"}


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
    slow, answers = Slow(), dict[str, str | None]()
    together = Together(slow)
    threads = [start(lambda: answers.update(ann=together.get("ann")))]
    assert slow.began.wait(10)
    for key in ("bo", "cy", "nobody"):
        threads.append(start(lambda key=key: answers.update({key: together.get(key)})))
    wait_for(together, 3)
    slow.may_end.set()
    for thread in threads:
        thread.join(10)
    assert slow.asked == [{"ann"}, {"bo", "cy", "nobody"}]
    assert answers == {"ann": "ANN", "bo": "BO", "cy": "CY", "nobody": None}


def test_where_it_goes_wrong_everybody_asked_for_is_told_and_the_next_is_asked_anew() -> None:
    slow, raised = Slow(), list[str]()
    together = Together(slow)

    def ask(key: str) -> None:
        try:
            together.get(key)
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
    assert together.get("dee") == "DEE"


def test_alone_one_asks_for_oneself() -> None:
    assert Together[str, str](lambda keys: {key: key * 2 for key in keys}).get("a") == "aa"
    with pytest.raises(ZeroDivisionError):
        Together[str, str](lambda _: 1 / 0).get("a")  # type: ignore[arg-type, return-value]
