"""What is asked: ids of somebody else's area and, in the same shape, ids that were never given."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid5

from tests.wall.addresses import Address

_NOWHERE = UUID("00000000-0000-7000-8000-00000000dead")

ALIASES = {
    "exposed/attendances/attendance_id": "attendance_id",
    "announcement_id": "sanction_id",
    "into_id": "case_id",
    "case": "case_id",
    "record_id": "case_id",
    "door_id": "visits/door_id",
    "place": "place_id",
    "within": "place_id",
    "parent": "dispatch_id",
    "person": "person_id",
    "people": "person_id",
    "proposal": "proposal_id",
    "proposal_ids": "proposal_id",
    "follow_up": "follow-ups/key",
    "office": "office_id",
    "residence_place_id": "place_id",
    "infection_place_id": "place_id",
    "source_case_id": "case_id",
    "near": "place_id",
}
"""Another name under which an id is asked for -> the kind it is planted as."""

WORDS = {
    "record": "case",
    "why": "asked",
    "reason": "because",
    "text": "because",
    "note": "because",
    "told_by": "somebody",
    "act": "advise",
    "offer": "advise|",
    "scope": "all",
    "kind": "confirmed",
    "result": "well",
    "channel": "call",
    "outcome": "tested",
    "content": "7",
    "expected": "40",
    "known_at": "2021-07-31T12:00:00+08:00",
    "as_of": "2021-07-31T12:00:00+08:00",
    "timezone": "Asia/Shanghai",
    "reported_on": "2021-07-31",
    "ends_at": "2021-08-02",
    "only": "open",
}
"""What a form or body says besides ids, so that it is refused for the id and not for a word."""

FORM_IDS = (
    "into_id",
    "case",
    "place_id",
    "person",
    "proposal",
    "follow_up",
    "outbreak_id",
    "office",
    "group",
    "record_id",
)


@dataclass(frozen=True)
class Ids:
    """Ids to ask with, by kind; `swapped` is how one that does not exist looks."""

    of: Mapping[str, str]

    def find(self, name: str) -> str | None:
        """Return the id for a parameter, by its whole name ("follow-ups/key") or its last part."""
        for key in (name, name.rpartition("/")[2]):
            wanted = ALIASES.get(key, key)
            if wanted in self.of:
                return self.of[wanted]
        return None


def absent(ids: Ids, *, places: bool = True) -> Ids:
    """Return ids of the same shapes that nothing has: what differs in the answer tells that the others exist.

    `places`: False where a form takes a place: that a place exists is public, what stands there is not. The lists
    there may be are in the documentation, none is anybody's.
    """
    kept = {"list_id"} | (set() if places else {"place_id"})
    return Ids(
        {kind: value if "{" in kind or kind in kept else _absent(value) for kind, value in ids.of.items()}
    )


def _absent(value: str) -> str:
    try:
        UUID(value)
    except ValueError:
        if value.isdigit():
            return "9" * len(value)
        return "".join(chr((ord(one) - 97 + 7) % 26 + 97) if one.islower() else one for one in value)
    return str(uuid5(_NOWHERE, value))


def fill(address: Address, ids: Ids) -> str:
    """Return the path with the ids in it. A parameter nobody knows how to fill is an error of the test."""
    path = address.path
    for name in address.parameters:
        found = ids.find(name)
        if found is None:
            raise LookupError(
                f"{address}: nobody knows how to fill {{{name}}}. Plant one in tests/wall/planting.py with "
                f"planted.add({name.rpartition('/')[2]!r}, …), or name its alias in tests/wall/asking.py."
            )
        path = path.replace("{" + name.rpartition("/")[2] + "}", quote(found, safe=""), 1)
    return path


def query_of(address: Address, ids: Ids) -> dict[str, str]:
    """Return the parameters of the address that take an id, filled."""
    named = address.query or (FORM_IDS if address.method == "GET" and not address.is_api else ())
    found = {name: ids.find(name) for name in named}
    return {name: value for name, value in found.items() if value is not None}


def form_of(ids: Ids) -> dict[str, str]:
    """Return a form that holds every id any form may hold, and words for the rest."""
    found = {name: ids.find(name) for name in FORM_IDS}
    return {**WORDS, **{name: value for name, value in found.items() if value is not None}}


def body_of(address: Address, ids: Ids) -> Any:
    """Return a body after the schema of an operation, with every id it has room for."""
    return _value("", address.body, address.schemas, ids) if address.body else {}


def _value(name: str, schema: Mapping[str, Any], schemas: Mapping[str, Any], ids: Ids) -> Any:
    if "$ref" in schema:
        return _value(name, schemas[schema["$ref"].rpartition("/")[2]], schemas, ids)
    if options := schema.get("anyOf") or schema.get("allOf"):
        return _value(name, options[0], schemas, ids)
    kind = schema.get("type")
    if kind == "object":
        return _object(schema, schemas, ids)
    if kind == "array":
        item = _value(name, schema["items"], schemas, ids)
        return [item] if ids.find(name) or name in schema.get("required", ()) else []
    return _scalar(name, schema, ids)


def _object(schema: Mapping[str, Any], schemas: Mapping[str, Any], ids: Ids) -> dict[str, Any]:
    needed = set(schema.get("required", ()))
    named = schema.get("properties", {})
    return {
        name: _value(name, inner, schemas, ids)
        for name, inner in named.items()
        if name in needed or ids.find(name) or name == "reason"
    }


def _scalar(name: str, schema: Mapping[str, Any], ids: Ids) -> Any:
    if (found := ids.find(name)) is not None:
        return found
    if schema.get("enum"):
        return schema["enum"][0]
    if schema.get("type") in ("integer", "number"):
        return max(schema.get("minimum", 1), 1)
    if schema.get("type") == "boolean":
        return False
    if schema.get("format") in ("date", "date-time"):
        return "2021-07-31" if schema["format"] == "date" else "2021-07-31T12:00:00+08:00"
    return WORDS.get(name, "because")
