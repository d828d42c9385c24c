"""Lists of people come in, balance, expire, and feed a round when they are switched on."""

import json
from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest

from fangxian.engines.problems import Problem
from fangxian.operations import beginning
from fangxian.operations.beginning import begin_round
from fangxian.operations.importing import import_list
from fangxian.operations.imports.queries import list_rejected
from fangxian.operations.imports.rows import Terms
from fangxian.operations.journal.models import Entry
from fangxian.operations.journal.queries import verify
from fangxian.operations.journal.services import seal
from fangxian.operations.people.services import NewPerson, erase_person, register_persons
from fangxian.operations.retention import erase_due, summarise_due
from fangxian.operations.rounds.accounts import register_of, register_store
from fangxian.operations.rounds.services import close_round, switch_list
from tests.operations.rounds.conftest import FUCHENG, TONGYINLI, XINWU, listings

UNTIL = date(2021, 10, 31)
HEADER = "row_id,person_id,full_name,id_number,phone,birth_on,sex,place_id,address"
WANG = f"1,,王伟明,,13800138000,1980-01-02,男,{TONGYINLI},3栋302室"
WANG_MISSPELT = f"9,,王伟民,,,1980-01-02,male,{TONGYINLI},3幢302"
LI = f"2,,李秀英,,13900139000,1950-05-06,女,{XINWU},1栋101室"


@pytest.fixture
def world(rounds, home, monkeypatch):
    """The drawn street; its seven people are the household register."""
    monkeypatch.setattr(beginning, "_household_register", lambda *_: listings())
    return rounds


@pytest.fixture
def take_in(world):
    def imported(kind: str, *rows: str, header: str = HEADER, actor=None, until: date = UNTIL):
        world.clock.advance(timedelta(minutes=1))
        return import_list(
            actor or world.cast.commander,
            world.clock,
            kind=kind,
            outbreak_id="tiny",
            name=f"{kind}.csv",
            content="\n".join([header, *rows]).encode(),
            terms=Terms("screening", "IDA, art. 12", "CDC", until),
        )

    return imported


def balance(batch) -> tuple[int, int, int, int]:
    return batch.read, batch.accepted, batch.duplicate, batch.rejected


def switch_on(world, *lists: str, days: float = 20) -> None:
    for name in lists:
        switch_list(
            world.cast.commander,
            world.clock,
            outbreak_id="tiny",
            list_id=name,
            on=True,
            legal_basis="IDA, art. 12",
            approver="CDC",
            expires_at=world.clock.now() + timedelta(days=days),
        )


def begin(world, place: str = "43", actor=None):
    world.clock.advance(timedelta(minutes=1))
    return begin_round(
        actor or world.cast.commander,
        world.clock,
        outbreak_id="tiny",
        kind="screening",
        place_id=place,
        due_at=world.clock.now() + timedelta(days=2),
    )


def people(row) -> dict[str, str]:
    """Person -> the lists they are on."""
    register = register_of(row.id, row.sha256, None)
    return dict(register.select("person_id", "lists").iter_rows())


def test_a_list_that_is_off_adds_nobody(world, take_in):
    take_in("grid-roster", WANG)
    assert begin(world).lists == {"household-register": 7}


def test_whoever_is_on_no_household_register_becomes_an_account(world, take_in):
    take_in("grid-roster", WANG, LI)
    switch_on(world, "grid-roster")
    row = begin(world)
    assert (row.accounts, row.lists) == (9, {"household-register": 7, "grid-roster": 2})
    world.row = row
    assert world.figures(XINWU) == {"due": 4, "not_visited": 4}


def test_a_row_that_states_a_person_of_the_household_register_is_that_person(world, take_in):
    take_in("grid-roster", f"1,ann,安娜,,,,,{TONGYINLI},")
    switch_on(world, "grid-roster")
    assert people(begin(world))["ann"] == "household-register;grid-roster"


def test_rows_of_two_lists_are_one_person_by_birthday_and_door_though_the_name_is_misspelt(world, take_in):
    take_in("grid-roster", WANG)
    take_in("phones", WANG_MISSPELT)
    switch_on(world, "grid-roster", "phones")
    row = begin(world)
    assert row.accounts == 8
    assert sorted(people(row).values())[0] == "grid-roster;phones"


def test_a_name_alone_makes_nobody_one(world, take_in):
    take_in("grid-roster", f"1,,王伟,,,,,{TONGYINLI},")
    take_in("phones", f"1,,王伟,,,,,{TONGYINLI},")
    switch_on(world, "grid-roster", "phones")
    assert begin(world).accounts == 9


def test_a_number_stated_on_one_list_reaches_the_rows_of_others(world, take_in):
    take_in("phones", WANG_MISSPELT)
    take_in("grid-roster", WANG.replace("1,,", "1,ann,", 1))
    switch_on(world, "grid-roster", "phones")
    row = begin(world)
    assert people(row)["ann"] == "household-register;grid-roster;phones"
    assert row.accounts == 7


def test_somebody_without_a_number_keeps_the_same_one_in_the_next_round(world, take_in):
    take_in("grid-roster", WANG)
    switch_on(world, "grid-roster", "phones")
    first = people(begin(world))
    take_in("phones", WANG_MISSPELT)
    assert set(people(begin(world))) == set(first)


def test_those_at_one_address_are_behind_one_door(world, take_in):
    take_in("grid-roster", WANG, f"3,,赵敏,,,1982-03-04,女,{TONGYINLI},3栋302室", LI)
    take_in("phones", f"1,ann,安娜,,,,,{TONGYINLI},9栋1室", f"2,,丁一,,,1970-01-01,男,{TONGYINLI},9栋1室")
    switch_on(world, "grid-roster", "phones")
    register = register_of(begin(world).id, "", None)
    doors = register.group_by("household_id").len().filter(pl.col("household_id").str.starts_with("door-"))
    new = [one for one in doors.rows() if one[0] not in ("door-1", "door-2", "door-3", "door-9")]
    assert sorted(count for _, count in new) == [1, 2]
    assert register.filter(household_id="door-1").height == 3


def test_a_round_at_a_place_has_only_those_of_the_place(world, take_in):
    take_in("grid-roster", WANG, LI)
    switch_on(world, "grid-roster")
    assert begin(world, XINWU).accounts == 4


def test_every_row_is_taken_in_or_there_already_or_refused_with_its_reason(world, take_in):
    batch = take_in(
        "grid-roster",
        WANG,
        WANG,
        f"1,,别人,,,,,{TONGYINLI},",
        f"4,,,,,,,{TONGYINLI},2栋",
        "5,,张三,,,,,nowhere,",
        f"6,,李四,,,1980-13-45,,{TONGYINLI},",
        f"7,{'p' * 65},,,,,,{TONGYINLI},",
    )
    assert balance(batch) == (7, 1, 1, 5)
    told = [(row.line, row.column) for row in list_rejected(world.cast.commander, batch.id)]
    assert told == [(4, "row_id"), (5, "full_name"), (6, "place_id"), (7, "birth_on"), (8, "person_id")]


def test_a_row_of_an_earlier_file_is_a_duplicate_and_corrects_nothing(world, take_in):
    take_in("phones", WANG)
    batch = take_in("phones", WANG, WANG.replace("王伟明", "王大明"), LI)
    assert balance(batch) == (3, 1, 1, 1)


def test_a_list_without_numbers_of_rows_gets_them(world, take_in):
    header = "姓名,电话,地区"
    assert balance(take_in("phones", f"王伟,13800138000,{XINWU}", header=header)) == (1, 1, 0, 0)
    again = take_in("phones", f"王伟,13800138000,{XINWU}", f"李,13900139000,{XINWU}", header=header)
    assert balance(again) == (2, 1, 1, 0)


def test_nobody_imports_people_of_an_area_they_do_not_serve(world, take_in):
    batch = take_in("phones", WANG, f"8,,远方,,,,,{FUCHENG},", actor=world.cast.community_worker)
    assert balance(batch) == (2, 1, 0, 1)


def test_names_and_numbers_lie_sealed_on_the_disk(world, take_in, home):
    take_in("phones", WANG)
    files = [path for path in home.rglob("*") if path.is_file() and path.suffix == ".sealed"]
    assert len(files) == 1
    assert b"13800138000" not in files[0].read_bytes()
    assert b"PAR1" not in files[0].read_bytes()


def test_on_its_day_a_list_goes_and_the_journal_says_so(world, take_in, django_capture_on_commit_callbacks):
    batch = take_in("phones", WANG, LI, until=date(2021, 8, 7))
    take_in("grid-roster", WANG)
    switch_on(world, "phones", "grid-roster")
    world.clock.at = datetime(2021, 8, 7, 1, tzinfo=UTC)
    assert summarise_due(world.clock).listed == {batch.id: 2}
    with django_capture_on_commit_callbacks(execute=True):
        assert erase_due(world.cast.commander, world.clock).listed == {batch.id: 2}
    assert summarise_due(world.clock).nothing
    entry = Entry.objects.filter(verb="erased", object_kind="list-rows").get()
    assert json.loads(bytes(entry.canonical))["after"] == {"rows": 2}
    assert begin(world).lists == {"household-register": 7, "grid-roster": 1}


def test_an_expired_list_feeds_no_round_even_before_it_is_erased(world, take_in):
    take_in("phones", WANG, until=date(2021, 8, 7))
    switch_on(world, "phones")
    world.clock.at = datetime(2021, 8, 7, 1, tzinfo=UTC)
    assert begin(world).lists == {"household-register": 7}


def test_whoever_is_erased_leaves_lists_and_links_though_no_row_states_their_number(world, take_in):
    take_in("grid-roster", WANG.replace("1,,", "1,ann,", 1))
    take_in("phones", WANG_MISSPELT)
    switch_on(world, "grid-roster", "phones")
    row = begin(world)
    register_persons(world.cast.commander, world.clock, [NewPerson(key="ann", residence_place_id=TONGYINLI)])
    erase_person(world.cast.commander, world.clock, key="ann", reason="asked")
    assert "ann" not in people(row)
    assert register_store().links_of(str(row.id), ["ann"]).height == 0
    assert begin(world).lists == {"household-register": 7}


def test_the_journal_verifies_after_lists_fed_a_round(world, take_in):
    take_in("phones", WANG)
    switch_on(world, "phones")
    begin(world)
    seal()
    assert verify().ok


def crowd(name: str, start: int, stop: int, place: str = TONGYINLI) -> tuple[str, ...]:
    """Rows of one list that state people by number."""
    return tuple(f"{name}{at},r-{at},,,,,,{place}," for at in range(start, stop))


def unseen(world, row, place: str = TONGYINLI):
    from fangxian.operations.rounds.unseen import list_unseen

    return list_unseen(world.cast.commander.reach, row.id, place)


def test_from_how_two_lists_overlap_those_on_none_are_told_with_an_interval(world, take_in):
    take_in("grid-roster", *crowd("g", 0, 60))
    take_in("phones", *crowd("p", 30, 100))
    switch_on(world, "grid-roster", "phones")
    (told,) = unseen(world, begin(world))
    # 30 on both, 30 and 40 on one: 30 * 40 / 31; the household register's three are on no other list, too few to count.
    assert (told.lists, told.seen, told.unseen) == (2, 103, round(30 * 40 / 31 - 3))
    assert told.low < told.unseen < told.high


def test_one_list_alone_tells_nothing_and_says_so(world):
    (told,) = unseen(world, begin(world))
    assert (told.reason, told.unseen) == ("one-list", None)
    street = unseen(world, begin(world), "430102003")
    assert [one.place_id for one in street] == ["430102003", TONGYINLI, XINWU]


def explained(world, row, person: str, actor=None) -> list[tuple[str, str]]:
    from fangxian.operations.rounds.explaining import explain_person

    found = explain_person((actor or world.cast.commander).reach, world.clock, row.id, person)
    return [(one.list_id, one.why[-1].en) for one in found]


def test_it_is_told_why_rows_are_one_person_and_nothing_they_say(world, take_in):
    take_in("grid-roster", WANG.replace("1,,", "1,ann,", 1))
    take_in("phones", WANG_MISSPELT)
    switch_on(world, "grid-roster", "phones")
    row = begin(world)
    assert explained(world, row, "ann") == [
        ("grid-roster", "The row states this person's number."),
        ("phones", "One person: the sum reaches the threshold."),
    ]
    assert explained(world, row, "bo") == []


def test_why_is_told_to_nobody_outside_the_place(world, take_in):
    take_in("phones", WANG)
    switch_on(world, "phones")
    row = begin(world)
    (key,) = (key for key, lists in people(row).items() if lists == "phones")
    assert explained(world, row, key, world.cast.community_worker)
    with pytest.raises(Problem) as raised:
        explained(world, row, "zoe", world.cast.community_worker)
    assert raised.value.code == "not-found"


def addresses(world, row, actor=None) -> set[str]:
    from fangxian.operations.rounds.addresses import find_addresses
    from fangxian.operations.rounds.doors import list_doors

    doors = list_doors(world.cast.commander.reach, row.id, "43")
    return set(find_addresses((actor or world.cast.commander).reach, world.clock, row.id, doors).values())


def test_whoever_knocks_is_told_the_address_and_nobody_else(world, take_in):
    take_in("grid-roster", WANG, f"5,,远方,,,,,{FUCHENG},7栋7室")
    take_in("phones", WANG_MISSPELT)
    switch_on(world, "grid-roster", "phones")
    row = begin(world)
    assert addresses(world, row) == {"3栋302室", "7栋7室"}
    assert addresses(world, row, world.cast.community_worker) == {"3栋302室"}
    assert addresses(world, row, world.cast.auditor) == set()


def test_with_the_list_its_addresses_go(world, take_in):
    take_in("phones", WANG, until=date(2021, 8, 7))
    switch_on(world, "phones")
    row = begin(world)
    (person,) = (key for key, lists in people(row).items() if lists == "phones")
    world.clock.at = datetime(2021, 8, 7, 1, tzinfo=UTC)
    assert addresses(world, row) == set()
    assert explained(world, row, person) == [("phones", "The row is kept no longer.")]


def test_when_the_round_is_over_whoever_an_ended_list_alone_had_leaves_the_register(world, take_in):
    take_in("phones", WANG, f"8,ann,安娜,,,,,{TONGYINLI},", until=date(2021, 8, 7))
    take_in("grid-roster", LI)
    switch_on(world, "phones", "grid-roster")
    world.clock.at = datetime(2021, 8, 6, 1, tzinfo=UTC)
    world.row = row = begin(world)
    assert (row.accounts, world.figures()["due"]) == (9, 9)
    world.clock.at = datetime(2021, 8, 7, 1, tzinfo=UTC)
    assert erase_due(world.cast.commander, world.clock).registers == {}
    close_round(world.cast.commander, world.clock, round_id=row.id)
    assert summarise_due(world.clock).registers == {str(row.id): 2}
    assert erase_due(world.cast.commander, world.clock).registers == {str(row.id): 2}
    assert summarise_due(world.clock).nothing
    left = sorted(register_store().read(str(row.id)).select("person_id", "lists").rows())
    assert [lists for _, lists in left].count("grid-roster") == 1
    assert ("ann", "household-register") in left
    assert world.figures()["due"] == 8
    seal()
    assert verify().ok
