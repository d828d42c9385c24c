"""Strings that stand nowhere but where they were planted: one in an answer tells which area leaked what."""

import re
from dataclasses import dataclass, field

MARK = "zq"
_CANARY = re.compile(rf"{MARK}-[a-z0-9-]+?-[a-z]+-\d{{4}}-[a-z0-9]+".encode())

IDENTITY = "identity"
"""Who somebody is, or a note of their health: a name, a number, a telephone."""
PERSON = "person"
"""What is known of one person: where they were, why they are followed, what they said."""
APPEAL = "appeal"
"""What somebody said to whoever hears appeals."""
PLACE = "place"
"""What is done at a place: a reason signed for an area, a proof, an order's detail."""


@dataclass
class Canaries:
    """Every canary planted, by its text."""

    kinds: dict[bytes, tuple[str, str]] = field(default_factory=dict)

    def make(self, area: str, kind: str, what: str) -> str:
        """Return a new canary of an area; `what` says in one word where it was planted."""
        text = f"{MARK}-{area}-{kind}-{len(self.kinds):04d}-{what}"
        self.kinds[text.encode()] = (area, kind)
        return text

    def find(self, answer: bytes) -> set[bytes]:
        """Return the canaries an answer holds."""
        return {found for found in _CANARY.findall(answer) if found in self.kinds}

    def forbidden(
        self, found: set[bytes], areas: frozenset[str], *, identities: bool, registers: bool, hears: bool
    ) -> list[str]:
        """Return those of the canaries that a reader of these areas must not have seen."""
        return sorted(
            text.decode()
            for text in found
            if (kind := self.kinds[text])[0] not in areas
            or (kind[1] == IDENTITY and not identities)
            or (kind[1] != PLACE and not registers and not (kind[1] == APPEAL and hears))
        )
