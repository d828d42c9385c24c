"""Who sees which doors: the offices in charge, and nobody else; who reads no register sees no door at all."""

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.accounts.actor import SEES_NO_REGISTER
from tests.operations.visits.conftest import TONGYINLI, bind

BLIND = (
    "checkpoint_worker",
    "site_lead",
    "lab_worker",
    "supplies_officer",
    "police_officer",
    "migration_officer",
    "appeal_officer",
)


def test_every_role_without_registers_is_tried(walk):
    assert {getattr(walk.cast, name).role for name in BLIND} == SEES_NO_REGISTER


@pytest.mark.parametrize("name", BLIND)
def test_who_reads_no_register_sees_no_door_and_no_task_at_one(walk, name):
    walk.order("community-screening")
    actor = getattr(walk.cast, name)
    found = walk.round(actor)
    assert (found.visits, found.wide) == ((), ())


@pytest.mark.parametrize("name", ["community_worker", "grid_worker", "street_worker", "commander"])
def test_the_offices_in_charge_see_the_same_door(walk, name):
    actor = getattr(walk.cast, name)
    found = walk.round(actor, TONGYINLI)
    assert {person.name for visit in found.visits for person in visit.people} == {
        "合成guest-1", "合成guest-2", "合成cousin",
    }  # fmt: skip


def test_a_stranger_sees_only_doors_of_their_own_and_asks_for_no_others(walk):
    own = walk.round(walk.cast.stranger)
    assert [[person.person_id for person in visit.people] for visit in own.visits] == [["guest-3"]]
    with pytest.raises(Problem) as refused:
        walk.round(walk.cast.stranger, TONGYINLI)
    with pytest.raises(Problem) as unknown:
        walk.round(walk.cast.stranger, "nowhere")
    assert refused.value.code == unknown.value.code == "not-found"
    assert refused.value.in_("en").replace(TONGYINLI, "nowhere") == unknown.value.in_("en")


def test_a_stranger_records_nothing_at_a_door_and_learns_nothing_of_it(walk):
    from dataclasses import replace

    bind(walk, "guest-1")
    walk.order("community-screening")
    walk.order("find-attendees", place_id="v-teahouse")
    told, due = set(), walk.round()
    for visit in due.visits:
        made_up = replace(
            visit,
            parts=tuple(
                replace(part, subject="00000000-0000-7000-8000-000000000000", key=f"{part.kind}:x")
                for part in visit.parts
            ),
        )
        for given in (visit, made_up):
            with pytest.raises(Problem) as refused:
                walk.give(given, actor=walk.cast.stranger)
            told.add((refused.value.code, refused.value.in_("zh").replace(visit.door_id, "")))
    assert len(told) == 1
    assert next(iter(told))[0] == "not-found"
    assert walk.round() == due, "all of it is still due"


@pytest.mark.parametrize("name", ["auditor", "inspector"])
def test_who_sees_no_identity_sees_doors_without_names(walk, name):
    found = walk.round(getattr(walk.cast, name), TONGYINLI)
    assert len(found.visits) == 2
    people = [person for visit in found.visits for person in visit.people]
    assert {(person.name, person.phone) for person in people} == {("", "")}
    assert "合成" not in repr(found)


def test_the_journal_names_nobody(walk):
    from fangxian.operations.journal.models import Entry

    bind(walk, "guest-1")
    walk.order("community-screening")
    known = set(Entry.objects.values_list("id", flat=True))
    walk.give(walk.visit_of("guest-1"), note="说自己胸闷 合成guest-1")
    written = b"".join(bytes(one.canonical) for one in Entry.objects.exclude(id__in=known))
    for word in ("合成", "guest-1", "h-1", "胸闷"):
        assert word.encode() not in written
