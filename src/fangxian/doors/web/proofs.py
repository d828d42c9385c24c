"""A proof as a form gives it, on the page of tasks or at a door."""

from typing import Any

from fangxian.operations.orders.proofs import ProofGiven


def read_proof(kind: str, text: str) -> ProofGiven:
    """Return what somebody shows; text that is no number or place is left out, and the service says what it needs.

    >>> read_proof("count", "12").content
    {'count': 12}
    >>> read_proof("count", "a dozen").content
    {}
    """
    return ProofGiven(kind, _content(kind, text.strip()))


def _content(kind: str, text: str) -> dict[str, Any]:
    if kind == "count":
        return {"count": int(text)} if text.isdecimal() else {}
    if kind == "list":
        return {"items": [line.strip() for line in text.splitlines() if line.strip()]}
    if kind == "location":
        return _location(text)
    return {}


def _location(text: str) -> dict[str, Any]:
    numbers = text.replace("，", ",").split(",")
    try:
        lat, lon = (float(number) for number in numbers)
    except ValueError:
        return {}
    return {"lat": lat, "lon": lon}
