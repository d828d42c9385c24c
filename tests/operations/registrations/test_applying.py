"""Rows, cursor and entry stand or fall together; what is on record is what the journal vouches for."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fangxian.operations.accounts.queries import get_system_actor
from fangxian.operations.journal.queries import verify
from fangxian.operations.registrations import applying
from fangxian.operations.registrations.applying import Applied, apply_spool, sweep_spool
from fangxian.operations.registrations.desk import get_desk, spool_folder
from fangxian.operations.registrations.models import Cursor, Registration
from fangxian.stores.spool import SpoolDamaged


def test_what_fails_halfway_leaves_no_trace_and_the_next_time_takes_it_all(site, monkeypatch) -> None:
    site.accept(site.make(), site.make())

    def fail(*_: object) -> None:
        raise OSError("the disk of the database is full")

    with monkeypatch.context() as broken:
        broken.setattr(applying, "insert_values", fail)
        with pytest.raises(OSError, match="full"):
            site.apply()
    assert not Cursor.objects.exists()
    assert site.apply() == Applied(2, 0)


def test_who_comes_second_to_a_batch_leaves_it(site, monkeypatch) -> None:
    site.accept(site.make())
    actor = get_system_actor("spool")
    reading = applying.read_series

    def read_while_another_applies(*where: object, **how: object) -> object:
        read = reading(*where, **how)
        monkeypatch.setattr(applying, "read_series", reading)
        assert apply_spool(actor, site.clock) == Applied(1, 0)
        return read

    monkeypatch.setattr(applying, "read_series", read_while_another_applies)
    assert apply_spool(actor, site.clock) == Applied()
    assert len(site.rows()) == 1


def test_the_journal_vouches_for_every_row(site) -> None:
    for _ in range(3):
        site.accept(site.make(), site.make(device_at=site.clock.now()))
        site.apply()
    assert verify([]).ok
    Registration.objects.filter(number=3).update(person_key="p-somebody-else")
    report = verify([])
    assert not report.ok
    assert "registration" in report.findings[0].what.en


def test_a_row_removed_or_added_behind_the_journal_shows(site) -> None:
    site.accept(site.make(), site.make())
    site.apply()
    first = Registration.objects.values().get(number=0)
    Registration.objects.filter(number=0).delete()
    assert not verify([]).ok
    Registration.objects.create(**first)
    assert verify([]).ok
    Registration.objects.create(
        **{**Registration.objects.values().get(number=0), "id": site.make().event_id, "number": 9}
    )
    assert not verify([]).ok


def test_a_damaged_series_is_told_and_keeps_no_other_waiting(site) -> None:
    desk = get_desk()
    desk.writer._segment_bytes = 1
    site.accept(site.make())
    site.accept(site.make())
    damaged = sorted(spool_folder().iterdir())[0]
    damaged.write_bytes(damaged.read_bytes()[:-3])
    desk.writer.close()
    site.accept(site.make())
    with pytest.raises(SpoolDamaged):
        apply_spool(get_system_actor("spool"), site.clock)
    assert [row.id.int for row in site.rows()] == [3]


def test_segments_are_kept_for_a_week_after_they_are_on_record(site, monkeypatch) -> None:
    site.accept(site.make())
    get_desk().writer.close()
    sweep_spool()
    site.apply()
    sweep_spool()
    assert len(list(spool_folder().iterdir())) == 1
    monkeypatch.setattr(applying, "KEPT_S", 0.0)
    sweep_spool()
    assert list(spool_folder().iterdir()) == []


def test_a_database_brought_back_from_before_takes_it_from_the_spool_again(site) -> None:
    site.accept(site.make(), site.make())
    site.apply()
    Registration.objects.all().delete()
    Cursor.objects.all().delete()
    assert site.apply() == Applied(2, 0)


KEYS = st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=64)
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
ANSWERS = st.dictionaries(
    st.from_regex(r"[a-z][a-z0-9_]{0,9}", fullmatch=True),
    st.one_of(WORDS, st.integers(-(2**53), 2**53), st.booleans(), st.none()),
    max_size=20,
)
TIMES = st.datetimes(datetime(2000, 1, 2), datetime(2021, 7, 31), timezones=st.timezones())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(key=KEYS, payload=ANSWERS, at=TIMES)
def test_whatever_is_acknowledged_can_be_put_on_record(site, key, payload, at) -> None:
    given_ = site.make(person_key=key, payload=payload, event_at=at, device_at=at)
    (answer,) = site.accept(given_)
    if {"phone", "full_name", "id_number"} & payload.keys():
        assert answer.problem
        return
    assert answer.problem is None
    assert site.apply() == Applied(1, 0)
    row = Registration.objects.get(id=given_.event_id)
    assert (row.person_key, row.payload, row.event_at) == (key, payload, at.astimezone(UTC))
    assert row.recorded_at - row.event_at > timedelta()
