"""kill -9, two hundred times: in a process of its own, for it forks."""

import json
import subprocess
import sys
from pathlib import Path


def test_two_hundred_kills_lose_nothing_and_double_nothing() -> None:
    program = Path(__file__).with_name("spool_killing.py")
    told = subprocess.run([sys.executable, program, "200"], check=True, capture_output=True, text=True).stdout
    found = json.loads(told)
    assert found["kills"] > 200
    assert 0 < found["acknowledged"] <= found["applied"]
    assert (found["lost"], found["doubled"], found["torn"]) == (0, 0, 0)
