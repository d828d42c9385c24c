"""One day of one office on a line, in hours from its midnight in Changsha; the fixture `office` reads it.

    "reported 8  heard 9  answered 9.5  done 11"

Each word is an event, each number the hour; a clock of two hours runs from `reported` to `done`.
"""

from datetime import UTC, datetime, timedelta

from fangxian.engines.plans import ClockRule
from fangxian.engines.problems import Text
from fangxian.engines.timing import Happened, Subject

MIDNIGHT = datetime(2021, 7, 30, 16, tzinfo=UTC)
"""31 July 2021, 00:00 in Changsha."""


def hour(hours: float) -> datetime:
    """The instant so many hours after midnight."""
    return MIDNIGHT + timedelta(hours=hours)


def rule(**changes: object) -> ClockRule:
    """A clock of two hours of a case: reported until its investigation is done."""
    given: dict[str, object] = {
        "id": "investigation",
        "title": Text("流调", "Investigation"),
        "of": "case",
        "starts": "case_reported",
        "stops": ("done:case-investigation",),
        "hours": 2.0,
        "level": "district",
        "department": "cdc",
        "role": "investigator",
        "remind_before": (1.0,),
        "escalate_after": (0.0, 1.0, 3.0),
    }
    return ClockRule(**{**given, **changes})  # type: ignore[arg-type]


KINDS = {"reported": "case_reported", "done": "done:case-investigation", "withdrawn": "withdrawn"}


def draw(line: str, *, staffed: bool = True, name: str = "C1") -> Subject:
    """Read one line."""
    words = line.split()
    at = {word: hour(float(when)) for word, when in zip(words[::2], words[1::2], strict=True)}
    events = tuple(
        Happened(KINDS[word], when, at.get("heard") if word == "reported" else None)
        for word, when in at.items()
        if word in KINDS
    )
    ordered = at.get("ordered", at["reported"])
    return Subject(
        name, "case", events, acknowledged_at=at.get("answered"), ordered_at=ordered, staffed=staffed
    )
