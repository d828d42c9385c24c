"""Zhengzhou, June 2022: 1,317 people were given red health codes so that they could not travel to claim their savings.

Two officials of two departments ordered it; five were punished. Here the same list meets every door of the system.
"""

from datetime import date

import pytest

from fangxian.operations.decisions.models import Proposal
from fangxian.operations.decisions.queries import get_proposal
from fangxian.operations.decisions.services import NewProposal, NewRow, propose
from fangxian.operations.effects import take_effect
from fangxian.operations.follow_ups.services import decide
from fangxian.operations.importing.contact_lists import import_contacts
from fangxian.operations.imports.rows import Terms
from fangxian.operations.journal.models import Entry
from fangxian.operations.people.services import NewPerson, register_persons
from fangxian.operations.restraining import PersonAsked, offer_first, request_restrictions
from fangxian.operations.restrictions.auditing import list_blocked
from fangxian.operations.restrictions.blocking import settle_blocked
from fangxian.operations.restrictions.models import BlockedList, Restriction
from fangxian.operations.signing import sign
from tests.operations.restrictions.conftest import list_bound, refusal

DEPOSITORS = [f"depositor-{number}" for number in range(1317)]
ASKED = [PersonAsked(key) for key in DEPOSITORS]
QUARANTINE = "central-quarantine"


def ask(desk, actor, people=ASKED, measure=QUARANTINE, **more):
    return request_restrictions(
        actor,
        desk.clock,
        outbreak_id=desk.outbreak_id,
        measure=measure,
        people=people,
        reason=more.pop("reason", "they gather at the bank"),
        **more,
    )


def seen_by_the_auditor(desk):
    return list_blocked(desk.cast.auditor, desk.outbreak_id)


def put_on_record(desk, people=DEPOSITORS) -> None:
    """Somebody has loaded the bank's list of customers."""
    new = [NewPerson(key=key, full_name="合成储户", residence_place_id="430102003001") for key in people]
    register_persons(desk.cast.commander, desk.clock, new)


def forge(desk, people, *, kind: str = "restriction", evidence: str = "c-one", **changes) -> list:
    """Write a proposal by hand, past every service that would judge it, in the words of one that was true."""
    (true,) = desk.waiting("restriction", QUARANTINE)
    item = next(row for row in get_proposal(desk.cast.commander, true.id)[1] if row.table == "restrictions")
    plain = {
        name: getattr(value, "isoformat", lambda value=value: value)() for name, value in item.fields.items()
    }
    rows = tuple(
        NewRow(
            "restrictions",
            f"r-{key}",
            {**plain, "restriction_id": f"r-{key}", "person_id": key, "evidence": evidence, **changes},
            "forged",
            evidence,
            key,
        )
        for key in people
    )
    restricts = kind == "restriction"
    forged = NewProposal(
        kind=kind,
        key="forged",
        what=QUARANTINE,
        title=true.title,
        place_id="43",
        restricts=restricts,
        signatures_required=2 if restricts else 1,
        plan=true.plan,
        rule="contact-found",
        rows=rows,
    )
    from django.db import transaction

    with transaction.atomic():
        return propose(
            desk.cast.commander,
            desk.clock,
            outbreak_id=desk.outbreak_id,
            situation_digest="",
            proposals=[forged],
        )


def test_1317_depositors_asked_for_by_two_officials_of_two_departments_are_bound_by_nobody(found):
    put_on_record(found)
    commander, cdc = found.cast.commander, found.cast.city_cdc
    assert refusal(ask, found, commander) == "list-blocked"
    assert refusal(ask, found, cdc, reason="as the commander says") == "list-blocked"
    assert list_bound(found, None) == set()
    assert not Proposal.objects.filter(rule="asked-by-hand").exists()
    (blocked,) = seen_by_the_auditor(found)
    assert blocked.persons == 1317
    assert [row.by for row in blocked.askings] == [commander.name, cdc.name]
    assert len({row.office for row in blocked.askings}) == 2
    assert [row.faults for row in blocked.askings] == [(("no-evidence", 1317),)] * 2
    assert [row.reason for row in blocked.askings] == ["they gather at the bank", "as the commander says"]
    told = b"".join(bytes(row.canonical) for row in Entry.objects.filter(verb="stopped"))
    assert told.count(b"1317") >= 2
    assert b"depositor-" not in told
    assert "depositor-" not in repr(blocked)


def test_two_signatures_bind_nobody_whom_no_evidence_ties_to_the_outbreak(found):
    put_on_record(found)
    (forged,) = forge(found, DEPOSITORS)
    for actor in (found.cast.commander, found.cast.city_cdc):
        code = refusal(
            sign, actor, found.clock, proposal_ids=[forged], unasked="urgent", reason="sign it", alone=True
        )
        assert code == "list-blocked"
    assert Restriction.objects.count() == 0
    (blocked,) = seen_by_the_auditor(found)
    assert {row.door for row in blocked.askings} == {"signature"}
    assert [row.proposal_id for row in blocked.askings] == [forged, forged]


def test_one_true_contact_among_them_takes_none_of_them_along(found):
    put_on_record(found)
    mixed = [PersonAsked("friend"), *ASKED]
    assert refusal(ask, found, found.cast.city_cdc, mixed) == "list-blocked"
    (forged,) = forge(found, ["friend", *DEPOSITORS])
    assert (
        refusal(sign, found.cast.commander, found.clock, proposal_ids=[forged], unasked="x") == "list-blocked"
    )
    assert list_bound(found, None) == set()
    assert {(row.supported, row.faults) for one in seen_by_the_auditor(found) for row in one.askings} == {
        (1, (("no-evidence", 1317),))
    }


def test_a_proposal_that_calls_itself_a_measure_for_a_place_binds_nobody_on_one_signature(found):
    (forged,) = forge(found, ["friend"], kind="measure")
    # The friend has evidence; what is missing is a second office. The last door counts the offices itself.
    code = refusal(sign, found.cast.commander, found.clock, proposal_ids=[forged], unasked="urgent")
    assert code == "list-blocked"
    assert list_bound(found, None) == set()
    (blocked,) = seen_by_the_auditor(found)
    assert [(row.door, row.faults) for row in blocked.askings] == [("effect", (("one-office", 1),))]


def test_the_last_door_asks_for_evidence_whoever_opens_it(found):
    put_on_record(found, DEPOSITORS[:3])
    from fangxian.engines.problems import Problem
    from fangxian.operations.cases.queries import get_outbreak
    from fangxian.operations.decisions.services import sign_proposal
    from fangxian.stores.packs import read_plan

    (forged,) = forge(found, DEPOSITORS[:3])
    signed = [
        sign_proposal(actor, found.clock, proposal_id=forged, reason="past the desk")
        for actor in (found.cast.commander, found.cast.city_cdc)
    ]
    outbreak = get_outbreak(found.cast.commander.reach, found.outbreak_id)
    plan = read_plan(outbreak.plan)
    with pytest.raises(Problem) as refused:
        take_effect(
            found.cast.city_cdc, found.clock, outbreak=outbreak, plan=plan, signed=signed[1:], reason=""
        )
    assert refused.value.code == "list-blocked"
    assert Restriction.objects.count() == 0


def test_an_edit_adds_nobody_to_a_true_proposal(found):
    put_on_record(found, DEPOSITORS[:1])
    (true,) = found.waiting("restriction", QUARANTINE)
    key = next(row.key for row in get_proposal(found.cast.commander, true.id)[1] if row.person_id)
    smuggled = (
        {"r-depositor-0": {"starts_at": "2021-08-01T00:00+08:00"}},
        {key: {"person_id": "depositor-0"}},
    )
    for edits in smuggled:
        assert refusal(found.sign, [true], edits=edits, reason="add one") == "not-an-edit"
    assert list_bound(found, None) == set()


def test_the_desk_of_the_exposed_and_the_offer_take_no_such_list_either(found):
    put_on_record(found, DEPOSITORS[:5])
    commander, clock = found.cast.commander, found.clock
    told = {"outbreak_id": found.outbreak_id, "measure": QUARANTINE, "people": DEPOSITORS[:5]}
    assert refusal(decide, commander, clock, act="quarantine", reason="bank", **told) == "list-blocked"
    assert refusal(offer_first, found.cast.community_worker, clock, **told) == "list-blocked"
    assert [row.door for row in seen_by_the_auditor(found)[0].askings] == ["follow-up", "offer"]


def test_an_imported_list_of_people_is_no_evidence(found):
    """Neither their names on record nor a contact list that names no case of the outbreak makes them contacts."""
    put_on_record(found, DEPOSITORS[:5])
    lines = "".join(f"c-unheard-of,{key},2021-07-30\n" for key in DEPOSITORS[:5]).encode()
    content = b"source_case_id,person_id,last_on\n" + lines
    terms = Terms("investigation", "investigate", "commander", date(2021, 12, 31))
    batch = import_contacts(
        found.cast.commander,
        found.clock,
        outbreak_id=found.outbreak_id,
        name="depositors.csv",
        content=content,
        terms=terms,
    )
    assert (batch.accepted, batch.rejected) == (0, 5)
    assert refusal(ask, found, found.cast.city_cdc, ASKED[:5]) == "list-blocked"


def test_whoever_writes_the_evidence_down_does_not_also_ask_by_hand(found):
    """The community worker named the friend; a request by the same hand is one person's word twice."""
    from dataclasses import replace

    hand = replace(found.cast.community_worker, role="city-cdc")
    assert refusal(ask, found, hand, [PersonAsked("friend")]) == "list-blocked"
    assert seen_by_the_auditor(found)[0].askings[0].faults == (("own-word", 1),)


def test_a_role_without_the_duty_learns_nothing_and_is_seen(found):
    for person in ("friend", "depositor-1"):
        assert refusal(ask, found, found.cast.police_officer, [PersonAsked(person)]) == "not-your-role"
    assert [row.persons for row in seen_by_the_auditor(found)] == [1, 1]


def test_a_measure_the_plan_does_not_give_a_contact_is_not_to_be_had_by_asking(found):
    for measure in ("isolate-case", "quarantine-contact-of-contact", "stay-home", "red-code"):
        assert refusal(ask, found, found.cast.city_cdc, [PersonAsked("friend")], measure) == "list-blocked"
    faults = {row.faults for one in seen_by_the_auditor(found) for row in one.askings}
    assert faults == {(("no-rule", 1),)}


def test_a_supported_list_waits_for_two_offices_like_everything_else(found):
    (asked,) = ask(found, found.cast.city_cdc, [PersonAsked("friend", ("c-one",))])
    view = get_proposal(found.cast.commander, asked)[0]
    assert (view.people, view.signatures_required, view.rule) == (1, 2, "asked-by-hand")
    found.sign([view])
    assert list_bound(found) == set()
    found.sign([view], actor=found.cast.district_cdc) if False else found.sign(
        [view], actor=found.cast.city_cdc
    )
    assert list_bound(found) == {"friend"}


def test_the_asking_line_dismisses_nothing_and_asking_again_opens_it_again(found):
    refusal(ask, found, found.cast.city_cdc, ASKED[:3])
    (blocked,) = seen_by_the_auditor(found)
    settle = {"blocked_id": blocked.id, "finding": "reported to discipline inspection"}
    for actor in (found.cast.commander, found.cast.city_cdc, found.cast.inspector):
        assert refusal(settle_blocked, actor, found.clock, **settle) == "not-your-role"
    settle_blocked(found.cast.auditor, found.clock, **settle)
    assert seen_by_the_auditor(found)[0].finding == settle["finding"]
    assert refusal(settle_blocked, found.cast.auditor, found.clock, **settle) == "list-settled"
    refusal(ask, found, found.cast.commander, ASKED[:3])
    assert seen_by_the_auditor(found)[0].settled_at is None
    assert BlockedList.objects.count() == 1


def test_only_the_auditor_reads_them(found):
    refusal(ask, found, found.cast.city_cdc, ASKED[:3])
    for actor in (found.cast.commander, found.cast.city_cdc, found.cast.appeal_officer):
        assert refusal(list_blocked, actor, found.outbreak_id) == "not-your-role"
