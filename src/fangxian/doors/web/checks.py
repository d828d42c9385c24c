"""A check as a form gives it, at the door or from a resident's own link."""

from uuid import UUID

from django.http import QueryDict

from fangxian.operations.follow_ups.services import CheckGiven


def read_check(given: QueryDict, channel: str) -> CheckGiven:
    """Return what was tapped and typed. What is no number is left out, and the service says what it needs."""
    return CheckGiven(
        channel=channel,
        result=given.get("result", ""),
        symptoms=tuple(given.getlist("symptom")),
        temperature_c=read_temperature(given.get("temperature", "")),
        note=given.get("note", "").strip(),
        event_id=read_mark(given.get("event_id", "")),
    )


def read_temperature(text: str) -> float | None:
    """Return a temperature in °C, also one written with a comma; None where there is none.

    >>> read_temperature("38,2")
    38.2
    """
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return None


def read_mark(text: str) -> UUID | None:
    """Return the mark a form was given when it was made: sent twice, it counts once."""
    try:
        return UUID(text)
    except ValueError:
        return None
