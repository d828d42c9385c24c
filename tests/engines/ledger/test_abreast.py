"""Two parts of an answer at once: whatever must be there before either begins is there."""

import subprocess
import sys

from fangxian.engines.ledger.abreast import abreast

READY = """
import polars as pl
from polars._dependencies import numpy as known_to_polars
before = "ndarray" in vars(known_to_polars)
import fangxian.engines.ledger.abreast
print(before, "ndarray" in vars(known_to_polars))
"""


def test_both_answers_come_back_in_their_order() -> None:
    assert abreast(lambda: 1, lambda: "two") == (1, "two")


def test_polars_has_met_numpy_before_two_threads_hand_it_arrays() -> None:
    told = subprocess.run([sys.executable, "-c", READY], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", "True"]
