"""A journal with a few acts in it."""

from collections.abc import Callable

import pytest
from django.db import transaction
from journal_tampering import Writer

from fangxian.operations.journal import scanning
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


@pytest.fixture(params=["in bulk", "carefully"])
def both_ways(request, monkeypatch) -> str:
    """Verify once through the compiled loops, as a long journal is, and once by looking at every entry."""
    monkeypatch.setattr(scanning, "WORTH_COMPILING", 0 if request.param == "in bulk" else 10**9)
    return request.param
