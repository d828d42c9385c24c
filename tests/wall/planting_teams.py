"""Plants teams in an area: members by name, a post with one of them, a proposal, a unit, a leader, a call back from leave."""

from datetime import timedelta

from fangxian.engines.problems import Text
from fangxian.operations.teams import services
from fangxian.operations.teams.queries import list_recalls
from fangxian.operations.teams.rows import MemberGiven, PostGiven, UnitGiven
from tests.wall.canaries import IDENTITY, PLACE
from tests.wall.planting import Planter


def staff_a_post(planter: Planter) -> None:
    """Put three members of the area on record, send one by hand, propose for the others."""
    actor, clock, where = planter.signers[0], planter.clock, {"outbreak_id": planter.outbreak_id}
    place = planter.area.place_id
    given = [
        MemberGiven(
            number=f"{planter.area.name}-{number}",
            full_name=planter.say(IDENTITY, f"member{number}"),
            place_id=place,
            phone=planter.say(IDENTITY, f"memberphone{number}")[:40],
            lat=28.1,
            lon=113.0,
        )
        for number in range(3)
    ]
    members = services.add_members(actor, clock, given)
    name = planter.say(PLACE, "post")[:160]
    post = PostGiven("community", place, 2, Text(name, name), lat=28.1, lon=113.0)
    (post_id,) = services.set_posts(actor, clock, **where, given=[post])
    sent = services.assign_member(actor, clock, member_id=members[0], post_id=post_id)
    unit_name = planter.say(PLACE, "unit")[:160]
    unit = UnitGiven(
        "checkpoint", place, Text(unit_name, unit_name), members[1], planter.say(PLACE, "duty")[:40]
    )
    planter.planted.add("team_unit_id", services.set_up_unit(actor, clock, **where, given=unit))
    services.link_leader(actor, clock, **where, member_id=members[1], place_id=place)
    due = planter.now + timedelta(hours=6)
    services.recall_members(actor, clock, **where, member_ids=members[2:], due_at=due, reason="outbreak")
    calls = [
        row
        for row in list_recalls(actor.reach, planter.outbreak_id, planter.now)
        if row.member_id == members[2]
    ]
    planter.planted.add("team_run_id", services.propose_assignment(actor, clock, **where))
    planter.planted.add("member_id", *members)
    planter.planted.add("post_id", post_id)
    planter.planted.add("assignment_id", sent)
    planter.planted.add("recall_id", *(row.id for row in calls))
