"""What was to be kept until a day goes when the day has come: presences, persons, refused lines; once, and on record."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations import retention
from fangxian.operations.cases.reports import NewOutbreak
from fangxian.operations.cases.services import open_outbreak
from fangxian.operations.importing import import_list
from fangxian.operations.imports.models import Batch, RejectedRow
from fangxian.operations.imports.rows import Terms
from fangxian.operations.journal.models import Entry
from fangxian.operations.people.models import Person
from fangxian.operations.registers import presence_folder
from fangxian.operations.retention import erase_due, summarise_due
from fangxian.stores.presence import SegmentStore

SOON, LATER = date(2021, 8, 7), date(2021, 10, 31)
STAYS = "person_id,place_id,arrive_at,leave_at\n"


@pytest.fixture
def take_in(cast, clock, home):
    """Import rows of a kind, to be kept until a day."""
    outbreak = NewOutbreak("tiny", "小疫情", "Tiny", "sars-cov-2-delta", "cn-covid19-8e-2021", "8", "43", "Asia/Shanghai")  # fmt: skip
    open_outbreak(cast.commander, clock, outbreak=outbreak)

    def imported(kind: str, text: str, until: date):
        clock.advance(timedelta(minutes=1))
        terms = Terms("tracing", "Infectious Diseases Act, art. 12", "commander", until)
        given = {"outbreak_id": "tiny", "name": f"{kind}.csv", "content": text.encode(), "terms": terms}
        return import_list(cast.commander, clock, kind=kind, **given)

    return imported


@pytest.fixture
def lists(take_in):
    """Two lists of stays and one of cases; all but the second are due in a week."""
    take_in("presences", f"{STAYS}p-1,v-teahouse,2021-07-29 19:00,\np-2,nowhere,2021-07-29 19:00,\n", SOON)
    take_in("presences", f"{STAYS}p-3,v-teahouse,2021-07-29 19:00,\n", LATER)
    take_in("cases", "case_id,person_id,reported_on\nA,p-case,2021-07-30\n", SOON)


def stays_held() -> int:
    return SegmentStore(presence_folder("tiny")).rows


def test_nothing_goes_before_its_day(lists, cast, clock):
    assert summarise_due(clock).nothing
    assert erase_due(cast.commander, clock).nothing
    assert stays_held() == 2


def test_a_dry_run_counts_and_erases_nothing(lists, clock):
    clock.at = datetime(2021, 8, 7, 1, tzinfo=UTC)
    due = summarise_due(clock)
    assert due.presences == {"presence/tiny": 1}
    assert (sum(due.people.values()), sum(due.lines.values())) == (1, 1)
    assert stays_held() == 2
    assert not Person.objects.exclude(erased_at=None).exists()


def test_on_its_day_it_goes_and_what_has_longer_stays(lists, cast, clock):
    clock.at = datetime(2021, 8, 7, 1, tzinfo=UTC)
    planned = summarise_due(clock)
    assert erase_due(cast.commander, clock) == planned
    assert stays_held() == 1
    assert Person.objects.get(key="p-case").erased_at == clock.now()
    assert not RejectedRow.objects.exists()
    assert Batch.objects.count() == 3


def test_the_second_run_finds_nothing_to_do(lists, cast, clock):
    clock.at = datetime(2021, 8, 7, 1, tzinfo=UTC)
    erase_due(cast.commander, clock)
    assert erase_due(cast.commander, clock).nothing


def test_the_journal_says_list_by_list_what_went(lists, cast, clock):
    clock.at = datetime(2021, 8, 7, 1, tzinfo=UTC)
    erase_due(cast.commander, clock)
    entries = Entry.objects.filter(verb="erased").order_by("id")
    told = [(entry.object_kind, json.loads(bytes(entry.canonical))["after"]) for entry in entries]
    assert [kind for kind, _ in told] == ["presences", "batch", "person", "batch"]
    assert told[0][1] == {"stays": 1}
    assert [(after["lines"], after["people"]) for kind, after in told if kind == "batch"] == [(1, 0), (0, 1)]


def test_whoever_a_restriction_binds_is_held_back(lists, cast, clock, monkeypatch):
    monkeypatch.setattr(retention, "find_bound_anywhere", lambda keys, _: {"p-case"} & set(keys))
    clock.at = datetime(2021, 8, 7, 1, tzinfo=UTC)
    done = erase_due(cast.commander, clock)
    assert (done.people, done.held_back) == ({}, 1)
    assert Person.objects.get(key="p-case").erased_at is None


def test_only_who_manages_may_run_it(lists, cast, clock):
    with pytest.raises(Problem) as raised:
        erase_due(cast.community_worker, clock)
    assert raised.value.code == "not-your-role"
