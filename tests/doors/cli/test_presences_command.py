"""`fangxian presences` and `fangxian retention` as somebody at a terminal meets them."""

import re

import pytest

GUESTS = "姓名,日期,时间,座位\n王小明,2021-07-22,19:05,7排12座\n李四,2021-07-22,,8排1座\n,2021-07-22,19:00,\n"
WRONG = "person_id,place_id,arrive_at,session,new_seat,撤销\n"


@pytest.fixture
def run(terminal):
    """Run `fangxian` in a folder of its own; a failure is shown."""

    def ran(*words: str, fails: bool = False) -> str:
        done = terminal.run(*words)
        assert (done.returncode != 0) == fails, done.stderr
        return done.stderr if fails else done.stdout

    return ran


@pytest.fixture
def opera(run, tmp_path):
    """A store with the guest list of one matinee."""
    (tmp_path / "guests.csv").write_text(GUESTS)
    options = ("--kind", "guest-list", "--place", "opera", "--session", "A")
    return run("presences", "add", "guests.csv", "--store", "store", *options)


def test_a_guest_list_comes_in_with_its_balance_in_both_languages(opera):
    assert "Read 3 = accepted 2 + duplicate 0 + rejected 1" in opera
    assert "读取 3 行 = 接收 2 + 重复 0 + 退回 1" in opera
    assert '4: person_id' in opera  # fmt: skip


def test_what_was_known_before_a_correction_can_still_be_listed(opera, run, tmp_path):
    first = run("presences", "list", "--store", "store")
    moment = re.search(r"\d{4}-\d\d-\d\dT\S+", first)[0]
    rows = "name:王小明@opera,opera,2021-07-22 19:05,A,9排1座,\nname:李四@opera,opera,2021-07-22,A,,是\n"
    (tmp_path / "wrong.csv").write_text(WRONG + rows)
    assert "accepted 2" in run("presences", "correct", "wrong.csv", "--store", "store")
    now = run("presences", "list", "--store", "store")
    assert "1 stays" in now
    assert "correct  +1 -2" in now
    then = run("presences", "list", "--store", "store", "--known-at", moment)
    assert then == first


def test_a_person_is_forgotten_after_asking(opera, run, tmp_path):
    run("presences", "delete", "name:王小明@opera", "--store", "store", fails=True)  # nobody answered
    assert "1 stays deleted" in run("presences", "delete", "name:王小明@opera", "--store", "store", "--yes")
    files = [path for path in (tmp_path / "store").rglob("*") if path.is_file()]
    assert not [path for path in files if "王小明".encode() in path.read_bytes()]
    assert "deleted 1 stays" in run("presences", "list", "--store", "store")


def test_compacting_leaves_one_segment(opera, run, tmp_path):
    (tmp_path / "more.csv").write_text("person_id,place_id,arrive_at\np-1,mall,2021-07-22 19:00\n")
    run("presences", "add", "more.csv", "--store", "store", "--kind", "check-ins")
    assert "1 segments fewer" in run("presences", "compact", "--store", "store")
    assert "3 stays" in run("presences", "list", "--store", "store")


def test_a_kind_nobody_knows_is_refused_with_those_there_are(opera, run):
    told = run("presences", "add", "guests.csv", "--store", "store", "--kind", "rumours", fails=True)
    assert "no-such-kind-of-list" in told
    assert "check-ins" in told


def test_retention_of_an_empty_world_finds_nothing_due(run):
    assert "Nothing is due" in run("retention", "--dry-run")
    assert "无到期数据" in run("retention")
