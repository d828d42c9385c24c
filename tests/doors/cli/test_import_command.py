"""`fangxian import` as somebody at a terminal meets it: in a home of its own."""

import pytest
from terminal import Done

OPEN = """
from fangxian.site.start import prepare_database, start
start()
prepare_database()
from fangxian.engines import tables
from fangxian.operations.accounts.queries import get_system_actor, get_world_clock
from fangxian.operations.cases.reports import NewOutbreak
from fangxian.operations.cases.services import open_outbreak
from fangxian.operations.places.services import load_places
clock, actor = get_world_clock(), get_system_actor()
county = {"place_id": "1", "name": "Alder County", "level": "county"}
load_places(actor, clock, tables.PLACES.rows([county]))
new = NewOutbreak("alder", "疫情", "Alder", "measles", "measles-us-county", "1", "1", "America/Chicago")
open_outbreak(actor, clock, outbreak=new)
"""

TERMS = ("--purpose", "tracing", "--legal-basis", "order 7", "--approver", "cdc")
KEPT = ("--retention-until", "2099-12-31")


@pytest.fixture(scope="module")
def run(shared):
    """A home with one county and one outbreak; run `fangxian import` on the rows of a file there."""
    shared.program(OPEN)

    def started(text: str, *options: str) -> Done:
        (shared.folder / "list.csv").write_text(text)
        return shared.run("import", "list.csv", "--outbreak", "alder", *options)

    return started


def test_lists_come_in_with_their_balance_and_the_rejected_lines(run):
    """Cases, then who they named: the second of two contacts names a case nobody reported."""
    cases = run("case_id,person_id,reported_on\nA,p-1,2024-03-01\n", "--kind", "cases", *TERMS, *KEPT)
    assert "Read 1 = accepted 1 + duplicate 0 + rejected 0" in cases.stdout, cases.stderr
    text = "source_case_id,person_id,last_on\nA,p-2,2024-02-28\nZ,p-3,2024-02-28\n"
    contacts = run(text, "--kind", "contacts", *TERMS, *KEPT)
    assert "Read 2 = accepted 1 + duplicate 0 + rejected 1" in contacts.stdout, contacts.stderr
    assert "3: source_case_id 'Z': the case is not on record" in contacts.stdout
    assert "nothing was added" in run(text, "--kind", "contacts", *TERMS, *KEPT).stdout


def test_a_list_without_the_day_until_which_it_is_kept_does_not_load(run):
    told = run("person_id,place_id,arrive_at\np-1,1,2024-03-01 08:00\n", "--kind", "presences", *TERMS)
    assert told.returncode == 2
    assert "--retention-until" in told.stderr


def test_a_kind_nobody_knows_is_refused_in_both_languages(run):
    told = run("a\n1\n", "--kind", "horoscopes", *TERMS, *KEPT)
    assert told.returncode == 2
    assert "no-such-list" in told.stderr
    assert "没有" in told.stderr
