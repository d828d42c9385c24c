"""A server puts on record by itself what it acknowledged; at the terminal it is done by hand and the lag is told."""

import json
import signal
import time
import urllib.request
from uuid import uuid4

from tests.doors.cli.test_areas_command import OPEN
from tests.doors.cli.test_starting_and_ending import PATIENCE_S, ended, find_port, is_ready

MAKE_TOKEN = """
from datetime import timedelta
from fangxian.site.start import start
start()
from fangxian.engines.problems import Text
from fangxian.operations.accounts.cast import Post
from fangxian.operations.accounts.queries import get_system_actor, get_world_clock
from fangxian.operations.accounts.services import appoint_cast
from fangxian.operations.tokens.services import create_token
system, clock = get_system_actor("tests"), get_world_clock()
appoint_cast(system, clock, [Post("site", "site-lead", "1a", "command_office", Text("点长", "Lead"))])
print(create_token(system, clock, handle="site", purpose="tests", valid_for=timedelta(days=1)))
"""
ACCEPT = """
from fangxian.site.start import start
start()
from uuid import uuid4
from fangxian.operations.accounts.queries import get_actor, get_user, get_world_clock
from fangxian.operations.registrations.given import RecordGiven
from fangxian.operations.registrations.services import accept
clock = get_world_clock()
actor = get_actor(get_user("site").user_id, clock.now())
told = {"kind": "passage", "outbreak_id": "town", "place_id": "1a", "person_key": "p", "event_at": clock.now()}
print([one.problem for one in accept(actor, clock, [RecordGiven(event_id=uuid4(), **told) for _ in range(3)])])
"""


def lag(terminal) -> str:
    return terminal.say("registrations", "lag").split(" waiting")[0]


def test_what_a_server_acknowledged_is_told_and_put_on_record_at_the_terminal(terminal) -> None:
    terminal.program(OPEN)
    terminal.program(MAKE_TOKEN)
    assert terminal.program(ACCEPT).strip() == "[None, None, None]"
    assert lag(terminal) == "3"
    assert terminal.say("registrations", "apply").startswith("3 put on record, 0 were already")
    assert lag(terminal) == "0"
    assert terminal.run("journal", "verify").returncode == 0


def test_a_server_puts_on_record_by_itself_what_it_acknowledged(terminal) -> None:
    terminal.program(OPEN)
    token = terminal.program(MAKE_TOKEN).strip()
    port, began = find_port(), time.monotonic()
    server = terminal.start("serve", "--port", port)
    try:
        while not is_ready(port):
            assert time.monotonic() - began < PATIENCE_S
            time.sleep(0.05)
        assert ask(port, token, "", sent()) == {"answers": [{"event_id": str(EVENT_ID), "accepted": True}]}
        while ask(port, token, "/lag")["records"]:
            assert time.monotonic() - began < PATIENCE_S
            time.sleep(0.05)
    finally:
        server.send_signal(signal.SIGTERM)
    assert ended(server)[0] == 0
    assert terminal.say("registrations", "apply").startswith("0 put on record, 0 were already")


EVENT_ID = uuid4()


def sent() -> bytes:
    record = {"event_id": str(EVENT_ID), "kind": "registration", "outbreak_id": "town", "place_id": "1a"}
    return json.dumps(
        {"records": [{**record, "person_key": "p-1", "event_at": "2021-07-29T12:00Z"}]}
    ).encode()


def ask(port: int, token: str, path: str, body: bytes | None = None) -> dict:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    url = f"http://127.0.0.1:{port}/api/registrations{path}"
    with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=PATIENCE_S) as answer:
        return json.loads(answer.read())
