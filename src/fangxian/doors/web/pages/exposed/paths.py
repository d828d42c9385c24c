"""The path by which the infection may have come, said so that nobody reads a false time out of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from fangxian.doors.web.pages.exposed.words import WORDS
from fangxian.doors.web.templatetags.words import day, moment
from fangxian.doors.web.vocabulary import word_for
from fangxian.doors.web.words import Spoken
from fangxian.operations.contacts.rows import ExposedPerson, Meeting


@dataclass(frozen=True)
class Step:
    """One step as it is read: with whom (`case_id` where there is a page of theirs), where or how, when."""

    whom: str
    case_id: str
    where: str
    when: str


def describe_path(person: ExposedPerson, numbers: Mapping[str, int], language: str) -> list[Step]:
    """Return the steps from the case to the person, in the reader's words and local time."""
    words = WORDS.in_(language)
    return [_step(meeting, numbers, words) for meeting in person.path]


def describe_minutes(person: ExposedPerson, language: str) -> str:
    """Return how long the last meeting was: exact only where both ends are known."""
    words, last = WORDS.in_(language), person.path[-1]
    if last.minutes is None:
        return words["minutes_unknown"]
    return words.say(
        "minutes" if last.precision == "exact" else "minutes_at_most", minutes=round(last.minutes)
    )


def describe_span(from_at: datetime, to_at: datetime, precision: str, language: str) -> str:
    """Return a span of time as exactly as it is known and no more exactly."""
    words = WORDS.in_(language)
    if precision == "day":
        first, last = _days(from_at, to_at)
        return (
            words.say("on_day", day=first) if first == last else words.say("on_days", first=first, last=last)
        )
    key = "between" if precision == "window" else "span"
    return words.say(key, start=moment(from_at), end=_end(from_at, to_at))


def describe_days(from_at: datetime, to_at: datetime, language: str) -> str:
    """Return the days of several visits: hours at either end would look like one long visit."""
    first, last = _days(from_at, to_at)
    return first if first == last else WORDS.in_(language).say("span", start=first, end=last)


def _days(from_at: datetime, to_at: datetime) -> tuple[str, str]:
    """The first and the last day; what ends at midnight ends with the day before."""
    return day(from_at), day(max(from_at, to_at - timedelta(microseconds=1)))


def _end(from_at: datetime, to_at: datetime) -> str:
    """The day is said once where the span stays in it."""
    same = timezone.localtime(from_at).date() == timezone.localtime(to_at).date()
    return f"{timezone.localtime(to_at):%H:%M}" if same else moment(to_at)


def _step(meeting: Meeting, numbers: Mapping[str, int], words: Spoken) -> Step:
    number = numbers.get(meeting.with_case)
    whom = words.say("case", number=str(number)) if number is not None else ""
    if not whom:
        whom = words["some_case"] if meeting.with_case else meeting.with_person or words["some_contact"]
    how = word_for("exposure", meeting.kind).in_(words.language)
    place = meeting.place.in_(words.language) or meeting.place.zh if meeting.place else ""
    return Step(
        whom=whom,
        case_id=meeting.with_case if number is not None else "",
        where=place if meeting.kind == "presence" and place else how,
        when=describe_span(meeting.from_at, meeting.to_at, meeting.precision, words.language),
    )
