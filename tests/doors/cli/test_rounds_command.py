"""`fangxian rounds` as somebody at a terminal meets it: a county's register frozen, its ledger, who is missing."""

from functools import partial

import pytest

OUTBREAK = ("--outbreak", "measles-alder-2024")
ROOT = "alder"


@pytest.fixture(scope="module")
def run(shared):
    """A county with its own register, loaded from the pack."""
    loaded = shared.run("load", *OUTBREAK)
    assert loaded.returncode == 0, loaded.stderr
    return partial(shared.run, "rounds")


@pytest.fixture(scope="module")
def opened(run) -> str:
    """A round of screening over the whole county; its number."""
    answer = run("open", *OUTBREAK, "--place", ROOT, "--kind", "screening", "--due-at", "2099-01-01T00:00")
    assert answer.returncode == 0, answer.stderr
    return answer.stdout.split()[0]


def test_a_round_is_opened_and_listed_with_its_people_and_doors(run, opened):
    line = run("list", *OUTBREAK).stdout
    assert opened in line
    assert "screening 1 alder" in line
    assert "people" in line


def test_the_ledger_of_a_new_round_has_nobody_visited(run, opened):
    line = run("ledger", opened, "--place", ROOT).stdout.splitlines()[0]
    due = line.split("due ")[1].split(" ")[0]
    assert f"not visited {due}" in line
    assert f"missing {due}" in line
    deep = run("ledger", opened, "--place", ROOT, "--deep").stdout
    assert len(deep.splitlines()) >= len(run("ledger", opened, "--place", ROOT).stdout.splitlines())


def test_with_one_list_people_on_none_cannot_be_told(run, opened):
    line = run("unseen", opened, "--place", ROOT).stdout.splitlines()[0]
    assert "not estimable" in line
    assert "only one list to go by" in line


def test_every_door_is_a_household_missed(run, opened):
    households = run("list", *OUTBREAK).stdout.split(" 人 people, ")[1].split(" 户")[0]
    assert run("gaps", opened, "--place", ROOT).stdout.splitlines()[-1] == households
    assert run("gaps", opened, "--place", ROOT, "--gap", "sample").stdout.strip() == "0"


def test_a_list_needs_its_ground_and_then_is_on(run, opened):
    bare = run("switch-list", "phones", "--on", *OUTBREAK)
    assert bare.returncode != 0
    assert "legal basis" in bare.stderr + bare.stdout
    ground = ("--legal-basis", "IDA, art. 12", "--approver", "CDC", "--until", "2099-01-01T00:00")
    assert run("switch-list", "phones", "--on", *OUTBREAK, *ground).returncode == 0
    lists = run("lists", *OUTBREAK).stdout
    assert "phones on IDA, art. 12; CDC" in lists
    assert "household-register on" in lists
    assert "shops off" in lists


def test_a_round_without_an_hour_asks_for_one_where_no_guide_gives_it(run, opened):
    answer = run("open", *OUTBREAK, "--place", ROOT)
    assert answer.returncode != 0
    assert "No guide to rounds" in answer.stderr + answer.stdout


def test_a_round_is_closed(run, opened):
    assert "closed" in run("close", opened).stdout
    assert "closed" in run("list", *OUTBREAK).stdout


def test_an_imported_roster_feeds_the_next_round_and_says_why_rows_are_one(shared, run):
    rows = "\n".join(f"{at},newcomer {at},0005550{at:04d},{ROOT}" for at in range(20))
    roster = shared.folder / "roster.csv"
    roster.write_text(f"row_id,full_name,phone,place_id\n{rows}\n", "utf-8")
    terms = (
        "--purpose",
        "screening",
        "--legal-basis",
        "law",
        "--approver",
        "CDC",
        "--retention-until",
        "2098-01-01",
    )
    told = shared.run("import", str(roster), "--kind", "grid-roster", *OUTBREAK, *terms)
    assert "accepted 20" in told.stdout, told.stderr
    ground = ("--legal-basis", "law", "--approver", "CDC", "--until", "2099-01-01T00:00")
    assert run("switch-list", "grid-roster", "--on", *OUTBREAK, *ground).returncode == 0
    begun = run("open", *OUTBREAK, "--place", ROOT, "--kind", "testing", "--due-at", "2099-01-01T00:00")
    assert begun.returncode == 0, begun.stderr
    number = begun.stdout.split()[0]
    assert "nobody is on two lists" in run("unseen", number, "--place", ROOT).stdout
    assert run("explain", number, "nobody").returncode != 0


def test_the_way_along_the_doors_is_printed_with_the_metres_it_spares(run, opened):
    lines = run("route", opened, "--place", ROOT, "--workers", "2", "--pairs").stdout.splitlines()
    assert " doors, " in lines[-1]
    assert "by number" in lines[-1]
    shown = [line.split()[2] for line in lines[:-1] if not line.startswith("-")]
    assert len(shown) == len(set(shown)) > 0
    assert run("route", opened, "--place", ROOT, "--workers", "9").returncode == 2


def test_what_was_told_at_doors_is_counted(shared, opened):
    assert shared.run("screening", "items", *OUTBREAK).stdout.strip() == "0"
    assert shared.run("screening", "key-people", *OUTBREAK, "--alone").stdout.strip() == "0"
    assert shared.run("screening", "trips", *OUTBREAK).stdout.strip() == "0"
