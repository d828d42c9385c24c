"""`fangxian sites` as somebody at a terminal meets it: a placement opens, a queue, an alarm, an answer, closed."""

from functools import partial

import pytest

OUTBREAK = ("--outbreak", "measles-alder-2024")
PLACED = (
    "site_id,place_id,lat,lon,capacity\nalder-1,{place},40.1,-100.2,1800\nalder-2,{place},40.2,-100.3,12000\n"
)


@pytest.fixture(scope="module")
def run(shared):
    """A county with two sites of a placement."""
    loaded = shared.run("load", *OUTBREAK)
    assert loaded.returncode == 0, loaded.stderr
    (shared.folder / "placed.csv").write_text(PLACED.format(place="alder"))
    opened = shared.run("sites", "open", "placed.csv", *OUTBREAK)
    assert opened.returncode == 0, opened.stderr
    assert "开设 2 处，未变 0 处 opened 2, unchanged 0" in opened.stdout
    return partial(shared.run, "sites")


def test_the_list_tells_desks_and_what_they_can_do(run):
    said = run("list", *OUTBREAK).stdout
    assert "alder-1" in said
    assert "desks 7" in said
    assert "last hour 0 / 1,050" in said


def test_a_queue_too_long_is_an_alarm_until_somebody_answers(run):
    assert run("queue", "alder-1", "400", *OUTBREAK).returncode == 0
    alarms = run("alarms", *OUTBREAK, "--look").stdout
    assert "排队超限 too many waiting: 400 > 75" in alarms
    assert run("answer", alarms.split()[0], "--said", "sent home").returncode == 0
    assert "answered: sent home" in run("alarms", *OUTBREAK).stdout


def test_a_site_is_closed_once_and_an_unknown_one_is_named(run):
    assert "已关闭 closed" in run("close", "alder-2", *OUTBREAK).stdout
    unknown = run("close", "nowhere", *OUTBREAK)
    assert unknown.returncode != 0
    assert "nowhere" in unknown.stderr
