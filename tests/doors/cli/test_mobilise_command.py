"""`fangxian mobilise`: the orders of July and August 2021 in the four cities, as somebody at a terminal replays them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

FANGXIAN = Path(sys.executable).with_name("fangxian")
STOOD_AT = """
from fangxian.site.start import start
start()
from datetime import UTC, datetime
from fangxian.operations.accounts.queries import get_system_actor
from fangxian.operations.orders.queries import list_orders
from fangxian.operations.areas.queries import list_measures
reach, at = get_system_actor().reach, datetime(2021, 7, 28, 1, 30, tzinfo=UTC)
print(len(list_orders(reach, "hunan-2021", at)))
at = datetime(2021, 8, 2, 4, tzinfo=UTC)
import json
print(json.dumps([[row.measure, row.place_id] for row in list_measures(reach, "hunan-2021", at, at)]))
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A home of its own, a small synthetic city."""
    home = tmp_path_factory.mktemp("mobilise")
    kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}

    def started(*words: str) -> str:
        command = words if words[0] == sys.executable else [FANGXIAN, *words]
        environment = {**kept, "FANGXIAN_HOME": str(home)}
        ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stderr[-3_000:]
        return ran.stdout

    return started


def test_the_orders_of_the_record_reach_every_community_once_and_at_their_hour(run):
    """28 July to 6 August 2021; a second replay adds nothing; at half past nine on the 28th six stood."""
    done = run("mobilise", "--scale", "1:2000", "--until", "2021-08-06T20:00")
    assert "26 orders" in done
    assert "6,340 of 6,340 communities reached" in done
    assert "07-28 09:00 R03" in done
    again = run("mobilise", "--scale", "1:2000", "--until", "2021-08-06T20:00")
    assert "0 orders" in again
    orders, measures = run(sys.executable, "-c", STOOD_AT).splitlines()
    assert orders == "6"
    stood = json.loads(measures)
    assert ["suspend-offline-teaching", "4301"] in stood
    assert ["stay-home", "430203"] in stood
