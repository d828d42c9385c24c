"""Erasing a person reaches every presence store of the world, and the journal says how much went, never where."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fangxian.operations import registers
from fangxian.operations.journal.models import Entry
from fangxian.operations.journal.queries import verify
from fangxian.operations.journal.services import seal
from fangxian.operations.people.models import PersonKey
from fangxian.operations.people.services import NewPerson, erase_person, register_persons
from fangxian.stores.presence import SegmentStore, build_store
from tests.engines.tracing.drawing import drawn

FURONG = "430102003001"
EVENING = datetime(2021, 7, 29, tzinfo=UTC)
DRAWING = "p-wang cafe |####|\np-li cafe |####|"


@pytest.fixture
def wang(cast, clock) -> str:
    register_persons(cast.commander, clock, [NewPerson("p-wang", "王小明", residence_place_id=FURONG)])
    return "p-wang"


def build(folder: Path) -> None:
    build_store(drawn(DRAWING), folder, timezone="Asia/Shanghai", recorded_at=EVENING)


def people_of(folder: Path) -> set[str]:
    always = (EVENING - timedelta(days=900), EVENING + timedelta(days=900))
    return set(SegmentStore(folder).stays_of(["p-wang", "p-li"], *always)["person_id"])


def test_whoever_is_erased_leaves_every_store_of_the_world(cast, clock, wang, home):
    stores = [home / "presence" / "tiny", home / "cities" / "hunan-50" / "presence"]
    for store in stores:
        build(store)
    erase_person(cast.commander, clock, key=wang, reason="asked for it")
    assert [people_of(store) for store in stores] == [{"p-li"}, {"p-li"}]
    files = [path for store in stores for path in store.rglob("*") if path.is_file()]
    assert not [path for path in files if b"p-wang" in path.read_bytes()]


def test_the_journal_says_how_many_stays_went_and_still_verifies(cast, clock, wang, home):
    build(home / "presence" / "tiny")
    erase_person(cast.commander, clock, key=wang, reason="asked for it")
    seal()
    entry = Entry.objects.get(verb="erased", object_kind="person")
    assert json.loads(bytes(entry.canonical))["after"]["stays"] == 1
    assert verify().ok


def test_a_store_that_cannot_be_written_stops_the_erasure_whole(cast, clock, wang, home, monkeypatch):
    build(home / "presence" / "tiny")

    def full(*_, **__):
        raise OSError("no space left on device")

    monkeypatch.setattr("fangxian.stores.presence.changing.write_segment", full)
    with pytest.raises(OSError, match="no space"):
        erase_person(cast.commander, clock, key=wang, reason="asked for it")
    assert PersonKey.objects.filter(person=wang).exists()
    assert people_of(home / "presence" / "tiny") == {"p-wang", "p-li"}


def test_another_programs_manifest_is_left_alone(cast, clock, wang, home):
    other = home / "elsewhere" / "manifest.json"
    other.parent.mkdir()
    other.write_text('{"name": "p-wang"}')
    (home / "manifest.json").write_text("not json")
    erase_person(cast.commander, clock, key=wang, reason="asked for it")
    assert other.read_text() == '{"name": "p-wang"}'


def test_a_city_held_open_is_opened_anew_once_somebody_in_it_was_forgotten(
    cast, clock, wang, home, monkeypatch
):
    folder = home / "cities" / "tiny-50" / "presence"
    build(folder)
    monkeypatch.setattr("fangxian.stores.city.ensure_city", lambda *_, **__: SegmentStore(folder))
    opened = registers._city("tiny", "1:50", home)
    assert registers._city("tiny", "1:50", home) is opened
    erase_person(cast.commander, clock, key=wang, reason="asked for it")
    always = (EVENING - timedelta(days=900), EVENING + timedelta(days=900))
    assert registers._city("tiny", "1:50", home).stays_of([wang], *always).is_empty()
