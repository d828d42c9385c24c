"""A journal with a few acts in it."""

from collections.abc import Callable

import pytest
from django.db import transaction
from journal_tampering import Writer

from fangxian.operations.journal.services import record, seal


@pytest.fixture
def write(db, home, clock) -> Callable[[int], None]:
    """Record `n` acts and seal them."""

    def write_some(n: int) -> None:
        with transaction.atomic():
            for i in range(n):
                record(Writer(), "reported", "note", f"C-{i}", at=clock.now(), after={"n": i, "kind": "确诊"})
        seal()

    return write_some
