"""`fangxian notices` as somebody at a terminal meets it: in a home of its own."""

from functools import partial

OPEN = """
from fangxian.site.start import prepare_database, start
start()
prepare_database()
from fangxian.engines import tables
from fangxian.engines.problems import Text
from fangxian.operations.accounts.queries import get_system_actor, get_world_clock
from fangxian.operations.cases.reports import NewOutbreak
from fangxian.operations.cases.services import open_outbreak
from fangxian.operations.notices import outbox, services
from fangxian.operations.notices.drafting import Drafted
from fangxian.operations.notices.rows import NoticeGiven
from fangxian.operations.places.services import load_places
clock, actor = get_world_clock(), get_system_actor()
load_places(actor, clock, tables.PLACES.rows([{"place_id": "1", "name": "Alder County", "level": "county"}]))
actor = get_system_actor()
new = NewOutbreak("alder", "疫情", "Alder", "measles", "measles-us-county", "1", "1", "America/Chicago")
open_outbreak(actor, clock, outbreak=new)
outbox.open_outlet(actor, clock, place_id="1", channel="webhook", name="state", address="http://127.0.0.1:9/")
given = NoticeGiven(Text("通告", "Measles at the school"), Text("正文。", "Check your immunity."))
edition = services.draft(actor, clock, outbreak_id="alder", drafted=Drafted("general", "", "1", given))
services.approve(get_system_actor("second"), clock, edition_id=edition)
services.publish(actor, clock, edition_id=edition)
"""


def test_what_is_published_is_listed_and_what_nobody_takes_is_counted(terminal):
    terminal.program(OPEN)
    run = partial(terminal.say, "notices")
    assert "Measles at the school" in run("list", "--outbreak", "alder")
    assert "sent 0 failed 1 given up 0" in run("send")
    assert "published" in run("list", "--outbreak", "alder", "--desk")
    assert "sent 0 failed 0 given up 0" in run("send", "--every", "1", "--rounds", "1")
