"""`fangxian mobilise`: the orders of July and August 2021 in the four cities, as somebody at a terminal replays them."""

import json

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


def test_the_orders_of_the_record_reach_every_community_once_and_at_their_hour(terminal):
    """28 July to 6 August 2021; a second replay adds nothing; at half past nine on the 28th six stood."""
    done = terminal.say("mobilise", "--scale", "1:2000", "--until", "2021-08-06T20:00")
    assert "26 orders" in done
    assert "6,340 of 6,340 communities reached" in done
    assert "07-28 09:00 R03" in done
    again = terminal.say("mobilise", "--scale", "1:2000", "--until", "2021-08-06T20:00")
    assert "0 orders" in again
    orders, measures = terminal.program(STOOD_AT).splitlines()
    assert orders == "6"
    stood = json.loads(measures)
    assert ["suspend-offline-teaching", "4301"] in stood
    assert ["stay-home", "430203"] in stood
