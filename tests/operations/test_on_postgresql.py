"""What PostgreSQL may do otherwise than SQLite, on a real one: the tests `choosing.py` chose, once more."""

import os
import subprocess
import sys

import pytest

from tests.operations.choosing import CHOSEN, HERE

AT_ONCE = "-c jit=off -c max_parallel_workers_per_gather=0"
"""A statement over tables nobody has counted looks costly enough to be compiled, or shared among processes."""


@pytest.mark.postgresql
def test_every_kind_of_statement_of_operations_does_the_same_on_postgresql(postgresql_cluster):
    run = subprocess.run(
        [sys.executable, "-m", "pytest", f"@{CHOSEN}", "-x", "-p", "no:xdist"],
        cwd=HERE.parent.parent,
        env={**os.environ, "FANGXIAN_DATABASE_URL": postgresql_cluster.url, "PGOPTIONS": AT_ONCE},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-6_000:] + run.stderr[-2_000:]
