"""Room to tamper with the journal, that no service offers."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction


class Writer:
    """Somebody who acts, as far as the journal needs to know."""

    user_id, role, office_id = "u-1", "commander", "o-1"


class _UndoneError(Exception):
    pass


@contextmanager
def undone() -> Iterator[None]:
    """Do what an intruder with the database would, look, and put it back for the next example."""
    try:
        with transaction.atomic():
            yield
            raise _UndoneError
    except _UndoneError:
        pass
