"""What was shown as proof is read in the order's tree by those whose reach covers the office, and by no other."""

import pytest

SHOWN = {
    "count": ("12", "12"),
    "list": ("Unit 1\nUnit 2", "Unit 2"),
    "location": ("28.19,112.98", "28.19, 112.98"),
}


@pytest.fixture
def proved(signed, as_, cast, clock) -> dict[str, str]:
    """Kind of proof -> the dispatch whose task was done with it."""
    from fangxian.operations.orders.queries import list_my_tasks

    worker, made = as_("community_worker"), {}
    for task in list_my_tasks(cast.community_worker, clock.now()):
        worker.post(f"/tasks/{task.id}/acknowledge")
        worker.post(f"/tasks/{task.id}/done", {"content": SHOWN.get(task.proof, ("", ""))[0]})
        made.setdefault(task.proof, str(task.dispatch_id))
    return made


def test_the_content_of_a_proof_is_shown_where_the_office_is_within_reach(proved, as_):
    commander = as_("commander", "en")
    shown = {kind: dispatch for kind, dispatch in proved.items() if kind in SHOWN}
    assert shown
    for kind, dispatch in shown.items():
        page = commander.get(f"/orders/dispatches/{dispatch}/events/").content.decode()
        assert SHOWN[kind][1] in page


def test_whoever_sees_no_identity_sees_that_there_is_proof_but_not_what_it_holds(signed, proved, cast):
    from fangxian.operations.orders.queries import list_events

    for dispatch in proved.values():
        events = list_events(cast.auditor.reach, dispatch)
        assert [event.detail.get("proof") for event in events][-1] is not None
        assert {event.proof for event in events} == {None}


def test_an_outsider_is_told_the_same_of_a_dispatch_as_of_none(proved, as_):
    stranger = as_("stranger", "en")
    for dispatch in proved.values():
        assert stranger.get(f"/orders/dispatches/{dispatch}/events/").status_code == 404
