"""What is kept of people outside the database, and is forgotten with them.

People stand below whatever keeps files of them, so the keepers are named in the settings (`KEEPERS_OF_PEOPLE`) and
found by their names, as Django finds its back ends.
"""

from datetime import datetime
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class Keeper(Protocol):
    """Forgets a person in what it keeps."""

    def __call__(self, person_key: str, at: datetime) -> int:
        """Forget a person for good and return how many rows went."""
        ...


def forget_elsewhere(person_key: str, at: datetime) -> int:
    """Have every keeper forget a person; return how many rows went in all."""
    keepers: list[Keeper] = [import_string(name) for name in settings.KEEPERS_OF_PEOPLE]
    return sum(keep(person_key, at) for keep in keepers)
