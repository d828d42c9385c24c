"""Person, tube, shipment, laboratory, result, told: nothing stops on the way without a name."""

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.custody.rows import ControlTotals
from fangxian.operations.journal.queries import verify
from fangxian.operations.journal.services import seal
from tests.operations.custody.conftest import LAB
from tests.operations.rounds.conftest import event_id


def refused(act) -> str:
    with pytest.raises(Problem) as raised:
        act()
    return raised.value.code


def test_whoever_was_sampled_is_done_in_the_ledger_and_ends_told(whole):
    figures = whole.figures()
    assert figures["due"] == 7
    assert figures["done"] == figures["sampled"] == figures["in_tubes"] == figures["sent"] == 2
    assert figures["received"] == figures["resulted"] == figures["told"] == 2
    assert (figures["missing"], figures.get("late", 0), whole.breaks()) == (5, 0, [])


def test_everything_is_vouched_for_and_an_edit_behind_the_services_is_found(whole):
    from fangxian.operations.custody.models import Result

    seal()
    assert verify().ok
    Result.objects.update(outcome="positive")
    assert not verify().ok


def test_as_known_at_an_earlier_hour_the_balance_is_what_it_was_live(day):
    day.give("t1")
    day.swab("ann", "t1")
    day.wait(1)
    live, then = day.figures(), day.clock.now()
    day.wait(1)
    day.send("t1")
    day.wait(1)
    day.receive("t1")
    assert day.figures(known_at=then) == live != day.figures()


def test_each_step_that_is_late_names_the_person_and_the_tube(day):
    day.give("t1", "t2")
    day.swab("ann", "t1")
    day.swab("cem", "t2")
    assert day.breaks() == []
    day.wait(5)
    assert day.breaks() == [("not-sent", "ann", "t1"), ("not-sent", "cem", "t2")]
    day.send("t1", "t2")
    day.wait(1)
    found = day.receive("t1")
    assert (found.received, found.missing) == (1, (day.tubes["t2"],))
    assert day.breaks() == [("not-received", "cem", "t2")]
    day.wait(13)
    assert day.breaks() == [("no-result", "ann", "t1"), ("not-received", "cem", "t2")]


def test_the_rest_of_a_shipment_may_be_counted_in_later(day):
    day.give("t1", "t2")
    day.swab("ann", "t1")
    day.swab("cem", "t2")
    day.send("t1", "t2")
    day.receive("t1")
    found = day.receive("t2")
    assert (found.received, found.missing, found.unexpected, day.breaks()) == (2, (), (), [])


def test_a_tube_that_was_not_listed_is_counted_in_and_told(day):
    day.give("t1", "t2")
    day.swab("ann", "t1")
    day.swab("cem", "t2")
    day.send("t1")
    found = day.receive("t1", "t2")
    assert (found.missing, found.unexpected) == ((), (day.tubes["t2"],))
    assert day.figures()["received"] == 2


def test_what_was_scanned_has_to_be_what_was_counted_by_hand(day):
    day.give("t1", "t2")
    assert refused(lambda: day.send("t1", "t2", declared=3)) == "shipment-miscounted"
    assert refused(day.send) == "shipment-empty"


def test_sent_again_nothing_changes_and_another_content_is_refused(day):
    day.give("t1", "t2")
    assert (day.swab("ann", "t1").recorded, day.swab("ann", "t1").repeated) == (1, 1)
    day.wait(1)
    first = day.send("t1")
    day.wait(1)
    assert day.send("t1") == first
    assert refused(lambda: day.send("t1", "t2")) == "shipment-id-taken"
    assert day.figures()["sampled"] == 1


def test_a_tube_holds_as_many_as_it_was_given_out_for(day):
    day.give("t1", size=2)
    day.swab("ann", "t1")
    day.swab("bo", "t1")
    assert refused(lambda: day.swab("cem", "t1")) == "tube-full"
    assert day.figures()["sampled"] == 2


def test_what_comes_late_from_a_phone_without_signal_is_not_lost_but_named(day):
    day.give("t1", size=2)
    day.swab("ann", "t1")
    day.swab("bo", "t1")
    day.swab("cem", "t1", strict=False)
    assert [kind for kind, _, _ in day.breaks()] == ["tube-overfull"] * 3
    assert day.figures()["sampled"] == 3


def test_a_sent_tube_takes_nobody_more(day):
    day.give("t1")
    day.swab("ann", "t1")
    day.send("t1")
    assert refused(lambda: day.swab("bo", "t1")) == "tube-sealed"


def test_a_sample_taken_back_in_the_ledger_is_no_sample_any_more(day):
    from fangxian.operations.rounds.rows import EventGiven
    from fangxian.operations.rounds.services import record_events

    day.give("t1", size=1)
    day.swab("ann", "t1", word="slip")
    day.wait(1)
    void = EventGiven(event_id("back"), "430102003001", "void", day.clock.now(), voids=event_id("slip"))
    record_events(day.cast.commander, day.clock, round_id=day.round_id, events=[void])
    assert "sampled" not in day.figures()
    day.swab("bo", "t1")
    assert day.figures()["sampled"] == 1


@pytest.mark.parametrize("typed", ["F00000000000", "abc", "F12", "管子一号", "F1234567890123456789"])
def test_a_number_that_is_no_tube_is_refused(day, typed):
    assert refused(lambda: day.swab("ann", typed)) in {"not-a-tube-code", "tube-not-given-out"}


def test_any_single_slip_in_a_number_of_ours_is_found():
    from fangxian.operations.custody.codes import new_code, read_code

    code = new_code()
    assert read_code(f" {code[:4]}-{code[4:].lower()} ") == code
    for place in range(1, len(code)):
        for digit in set("0123456789") - {code[place]}:
            slipped = code[:place] + digit + code[place + 1 :]
            assert refused(lambda slipped=slipped: read_code(slipped)) == "not-a-tube-code"


def test_tubes_a_maker_printed_are_given_out_once(day):
    from fangxian.operations.custody.services import give_tubes

    def give(*codes):
        return give_tubes(
            day.cast.commander, day.clock, round_id=day.round_id, place_id="43", size=None, codes=codes
        )

    assert give("ab-1234", "AB1235") == ("AB1234", "AB1235")
    assert refused(lambda: give("AB1235")) == "tube-taken"
    assert refused(give) == "not-a-tube-size"


def test_results_of_a_file_balance_and_the_rest_have_a_reason(day):
    day.give("t1")
    day.swab("ann", "t1")
    batch = day.result(("t1", "negative"), ("nowhere", "negative"), ("t1", "perhaps"))
    assert (batch.read, batch.accepted, batch.duplicate, batch.rejected) == (3, 1, 0, 2)
    again = day.result(("t1", "negative"), name="same-results.csv")
    assert (again.accepted, again.duplicate) == (0, 1)


def test_a_file_with_other_totals_than_the_laboratory_told_is_refused_whole(day):
    from fangxian.operations.custody.models import Result

    day.give("t1", "t2")
    lines = (("t1", "negative"), ("t2", "positive"))
    assert refused(lambda: day.result(*lines, totals=ControlTotals(3))) == "control-totals-differ"
    assert refused(lambda: day.result(*lines, totals=ControlTotals(2, 0))) == "control-totals-differ"
    assert not Result.objects.exists()
    assert day.result(*lines, totals=ControlTotals(2, 1)).accepted == 2


def test_a_file_as_long_as_a_spreadsheet_can_be_is_not_believed_without_totals(day, monkeypatch):
    monkeypatch.setattr("fangxian.operations.importing.result_lists._FULL", (2,))
    day.give("t1", "t2")
    lines = (("t1", "negative"), ("t2", "positive"))
    assert refused(lambda: day.result(*lines)) == "file-may-be-cut"
    assert day.result(*lines, totals=ControlTotals(2)).accepted == 2


def test_a_laboratory_brings_only_its_own_results(day):
    day.give("t1")
    batch = day.result(("t1", "negative"), actor=day.cast.site_lead)
    assert (batch.accepted, batch.rejected) == (0, 1)


def test_a_result_typed_by_hand_counts_when_a_second_person_typed_the_same(day):
    day.give("t1")
    day.swab("ann", "t1")
    first = day.type("t1", "negative")
    assert (first.settled, day.figures().get("resulted", 0)) == (False, 0)
    assert not day.type("t1", "negative").settled
    assert not day.type("t1", "positive", actor=day.cast.commander).settled
    assert day.type("t1", "negative", actor=day.cast.commander).settled
    assert day.figures()["resulted"] == 1


def test_the_office_of_another_district_sees_nothing_of_these_samples(whole):
    other = whole.cast.stranger
    for act in (
        lambda: whole.breaks("430102003001", actor=other),
        lambda: whole.positives("430102003001", actor=other),
        lambda: whole.give("t9", actor=other),
        lambda: whole.swab("cem", "t1", actor=other),
        lambda: whole.send("t1", shipment="theirs", actor=other),
        lambda: whole.receive("t1", actor=other),
        lambda: whole.tell("430102003001", actor=other),
    ):
        assert refused(act) == "not-found"
    assert refused(lambda: whole.type("t1", "negative", actor=other)) == "not-found"


def test_a_laboratory_sees_tubes_and_no_person(day):
    day.give("t1")
    day.swab("ann", "t1")
    day.wait(5)
    assert day.breaks("4301", actor=day.cast.lab_worker) == [("not-sent", None, "t1")]


def test_a_laboratory_that_is_not_registered_gets_no_tube(day):
    from fangxian.operations.custody.services import send_shipment

    day.give("t1")
    told = {
        "shipment_id": event_id("box"),
        "round_id": day.round_id,
        "place_id": "43",
        "tube_codes": [day.tubes["t1"]],
        "declared": 1,
    }
    assert (
        refused(lambda: send_shipment(day.cast.commander, day.clock, laboratory_id="nowhere", **told))
        == "no-such-laboratory"
    )
    assert send_shipment(day.cast.commander, day.clock, laboratory_id=LAB, **told).sent == 1
