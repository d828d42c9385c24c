"""Care on record reaches whoever gives rooms: who needs dialysis goes where it is offered, and the reason says so."""

from fangxian.operations.rooming import find_needs, suggest_rooms
from tests.operations.quarantine_sites.conftest import PLACE


def needs(inn, who: str, *codes: str) -> None:
    """Say what a key person needs."""
    from fangxian.operations.screening.services import KeyPersonGiven, name_carers

    given = KeyPersonGiven(PLACE, f"door-{who}", who, codes)
    name_carers(inn.worker, inn.clock, outbreak_id=inn.desk.outbreak_id, given=given)


def reopen(inn, **offers) -> None:
    """The inn says anew what its floors offer."""
    from fangxian.operations.quarantine_sites.rows import FloorGiven, SiteGiven
    from fangxian.operations.quarantine_sites.services import open_site

    floors = tuple(FloorGiven(floor, 3, offers.get(f"floor_{floor}", ())) for floor in "23")
    given = SiteGiven("inn", PLACE, "桐荫里宾馆", 28.2, 113.0, floors, "Tongyinli Inn")
    inn.wait(minutes=1)
    open_site(inn.desk.cast.commander, inn.clock, outbreak_id=inn.desk.outbreak_id, given=given)


def rooms(inn, actor=None):
    found = suggest_rooms((actor or inn.worker).reach, inn.desk.outbreak_id, inn.clock.now())
    return {one.person_id: one for one in found}


def test_who_needs_dialysis_is_on_the_floor_that_offers_it_and_the_reason_says_so(inn):
    needs(inn, "friend-2", "dialysis", "alone")
    reopen(inn, floor_3=("dialysis",))
    found = rooms(inn)
    assert (found["friend-2"].needs, found["friend-2"].floor) == (("dialysis",), "3")
    assert found["friend-2"].why.en == "its floor offers dialysis; the nearest site"
    assert found["friend-2"].why.zh == "该层可提供透析；最近的隔离点"
    assert found["friend-1"].why.en == "the nearest site"


def test_where_nothing_offers_it_nobody_is_sent_and_what_is_short_is_named(inn):
    needs(inn, "friend-1", "pregnancy")
    needs(inn, "friend-2", "disability", "treatment")
    reopen(inn, floor_2=("wheelchair",))
    found = rooms(inn)
    assert found["friend-1"].site_id == found["friend-2"].site_id == ""
    assert found["friend-1"].why.en == "no floor offers care in pregnancy"
    assert found["friend-2"].why.en == "no floor offers daily medicines and wheelchair access"
    reopen(inn, floor_2=("wheelchair", "medicine"), floor_3=("pregnancy",))
    floors = {who: rooms(inn)[who].floor for who in ("friend-1", "friend-2")}
    assert floors == {"friend-1": "3", "friend-2": "2"}


def test_a_medicine_on_record_counts_as_a_need(inn):
    from fangxian.operations.care.services import Whom, note_medicine

    needs(inn, "friend-3", "alone")
    where = {"outbreak_id": inn.desk.outbreak_id, "whom": Whom(PLACE, "door-friend-3", "friend-3")}
    runs_out = (inn.clock.now()).date().replace(day=31)
    note_medicine(inn.worker, inn.clock, **where, kind="heart", runs_out_on=runs_out)
    found = find_needs(inn.worker.reach, inn.desk.outbreak_id, inn.clock.now())
    assert found == {"friend-3": frozenset({"medicine"})}


def test_a_child_alone_needs_somebody_there_and_beside_a_grown_up_of_the_household_does_not():
    from fangxian.operations.quarantine_sites.board import _unmet

    asked = {"kid": frozenset({"child", "dialysis"}), "twin": frozenset({"child"})}
    doors = {"kid": "door-1", "twin": "door-1", "mother": "door-1"}
    assert _unmet("kid", asked, doors, {"kid", "mother"}) == {"dialysis"}
    assert _unmet("kid", asked, doors, {"kid", "twin"}) == {"child", "dialysis"}
    assert _unmet("kid", asked, {}, {"kid", "mother"}) == {"child", "dialysis"}


def test_a_stranger_learns_of_nobodys_needs(inn):
    needs(inn, "friend-2", "dialysis")
    stranger = inn.desk.cast.stranger
    assert find_needs(stranger.reach, inn.desk.outbreak_id, inn.clock.now()) == {}
    assert rooms(inn, stranger) == {}
