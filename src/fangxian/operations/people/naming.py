"""Whether a text names somebody: asked before anything is published."""

from collections.abc import Sequence
from datetime import datetime

from fangxian.operations.chunks import in_chunks
from fangxian.operations.people.models import Identity, PersonKey
from fangxian.operations.people.vault import open_vault

_FIELDS = ("full_name", "id_number", "phone")
_SHORTEST = 2
"""A single character is no name: it stands in too many words."""


def count_named(text: str, person_keys: Sequence[str], at: datetime) -> int:
    """Return how many of these people have their name or a number of theirs in the text.

    It answers with a number only and therefore takes no reach.
    """
    vault, named = open_vault(), 0
    for some in in_chunks(list(person_keys)):
        keys = dict(PersonKey.objects.filter(person__in=some).values_list("person_id", "wrapped"))
        for row in Identity.objects.at(at).filter(person__in=keys):
            words = (vault.decrypt(keys[row.person_id], getattr(row, field)) for field in _FIELDS)
            named += any(word and len(word) >= _SHORTEST and word in text for word in words)
    return named
