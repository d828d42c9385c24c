"""What is acknowledged comes on record once; what cannot be taken is told so, record by record."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.registrations.applying import Applied
from fangxian.operations.registrations.desk import get_desk, spool_folder
from fangxian.operations.registrations.ground import KEPT_S, Lately
from fangxian.operations.registrations.queries import find_lag
from fangxian.stores.spool import Busy, Limits


def test_what_is_acknowledged_is_on_the_disk_first_and_on_record_after(site) -> None:
    assert site.codes(site.make(), site.make(kind="knock", household_key="h-1", person_key=None)) == [
        None,
        None,
    ]
    assert site.rows() == []
    assert find_lag(site.clock.now()).records == 2
    assert site.apply() == Applied(2, 0)
    first, second = site.rows()
    assert (first.kind, first.person_key, first.place_id, first.payload) == (
        "registration", "p-1", "430102003001", {"tube": "t-1", "cough": False},
    )  # fmt: skip
    assert (first.user_id, first.office_id) == (site.worker.user_id, site.worker.office_id)
    assert (first.event_at, first.recorded_at, first.number) == (site.clock.now(), site.clock.now(), 0)
    assert (second.kind, second.household_key, second.number) == ("knock", "h-1", 1)
    assert find_lag(site.clock.now()).records == 0


def test_the_lag_is_told_in_records_and_seconds(site) -> None:
    site.accept(site.make())
    site.clock.advance(timedelta(seconds=7))
    site.accept(site.make())
    lag = find_lag(site.clock.now())
    assert (lag.records, lag.seconds, lag.damaged) == (2, 7.0, [])


def test_sent_again_it_is_acknowledged_again_and_kept_once(site) -> None:
    given = site.make()
    assert site.codes(given) == [None]
    lies = find_lag(site.clock.now()).records
    assert site.codes(given) == [None]
    assert find_lag(site.clock.now()).records == lies
    assert site.apply() == Applied(1, 0)
    get_desk()._written.clear()
    assert site.codes(given, given) == [None, None]
    assert site.apply() == Applied(0, 2)
    assert len(site.rows()) == 1


def test_another_content_under_a_known_id_is_not_kept_and_not_hidden(site) -> None:
    from fangxian.operations.journal.canonical import decode
    from fangxian.operations.journal.models import Entry

    given = site.make()
    site.accept(given)
    site.apply()
    site.accept(site.make(event_id=given.event_id, person_key="p-other"))
    assert site.apply() == Applied(0, 1)
    (row,) = site.rows()
    assert row.person_key == "p-1"
    last = Entry.objects.filter(object_kind="registrations").order_by("-id").first()
    assert decode(bytes(last.canonical))["after"]["differing"] == [str(given.event_id)]


def test_a_place_of_others_and_one_that_is_not_there_are_told_alike(site) -> None:
    others, nowhere = site.make(place_id="430105001004"), site.make(place_id="no-such-place")
    told = [one.problem for one in site.accept(others, nowhere)]
    assert [one.code for one in told] == ["not-found", "not-found"]
    assert told[0].happened.en.replace("430105001004", "?") == told[1].happened.en.replace(
        "no-such-place", "?"
    )
    assert site.codes(site.make(outbreak_id="no-such")) == ["not-found"]
    assert find_lag(site.clock.now()).records == 0


def test_one_bad_record_keeps_no_other_from_being_taken(site) -> None:
    late = site.clock.now() + timedelta(hours=1)
    given = [
        site.make(),
        site.make(event_at=late),
        site.make(person_key=None),
        site.make(kind="knock"),
        site.make(payload={"phone": "1"}),
        site.make(device_at=datetime(1999, 1, 1, tzinfo=UTC)),
        site.make(kind="passage"),
    ]
    assert site.codes(*given) == [
        None,
        "registration-not-possible",
        "registration-not-possible",
        "registration-not-possible",
        "bare-personal-value",
        "registration-not-possible",
        None,
    ]
    assert site.apply() == Applied(2, 0)


def test_who_does_no_work_in_the_field_registers_nobody(site, cast) -> None:
    with pytest.raises(Problem) as refused:
        site.accept(site.make(), actor=cast.auditor)
    assert refused.value.code == "not-your-role"


def test_over_capacity_nothing_is_taken_until_some_is_applied(site) -> None:
    desk = get_desk()
    desk.gate.limits = Limits(records=2)
    site.accept(site.make(), site.make())
    with pytest.raises(Busy) as busy:
        site.accept(site.make())
    assert busy.value.retry_after_s >= 1
    site.apply()
    desk._looked_at_s = float("-inf")
    assert site.codes(site.make()) == [None]
    assert site.apply() == Applied(1, 0)
    assert [row.id.int for row in site.rows()] == [1, 2, 4]


def test_the_reach_kept_in_memory_is_the_reach_asked_of_the_database(site, cast, tree_frame) -> None:
    from dataclasses import fields

    from fangxian.operations.cases.touching import touches

    ground = get_desk().ground
    for actor in (getattr(cast, one.name) for one in fields(cast)):
        assert ground.is_touched("delta", actor.reach) == touches(actor.reach, "43")
        for place_id in (*tree_frame["place_id"], "430271", "no-such-place"):
            assert ground.is_within(place_id, actor.reach) == actor.reach.covers(place_id), place_id


def test_whose_process_ended_leaves_its_records_to_the_next(site) -> None:
    site.accept(site.make())
    desk = get_desk()
    desk.writer.close()
    site.accept(site.make())
    assert len(desk.writer.series) == 2
    assert site.apply() == Applied(2, 0)
    assert [row.id for row in site.rows()] == [UUID(int=1), UUID(int=2)]
    assert len(list(spool_folder().iterdir())) == 2


def test_what_lies_where_is_asked_once_in_half_a_minute_and_not_all_at_the_same_moment() -> None:
    now, asked = [0.0], list[str]()

    def find(key: str) -> str | None:
        asked.append(key)
        return key if key != "nowhere" else None

    lately = Lately(find, lambda: now[0])
    places = [f"place-{n}" for n in range(50)]
    for second in range(int(KEPT_S) + 1):
        now[0] = float(second)
        assert [lately.get(one) for one in places] == places
    assert all(asked.count(one) == 2 for one in places)
    at_once = [asked.index(one, len(places)) for one in places]
    assert at_once != sorted(at_once)
    assert (lately.get("nowhere"), lately.get("nowhere")) == (None, None)
    assert asked.count("nowhere") == 2
