"""The verbs of outreach."""

from fangxian.operations.outreach.closing import close_venue, reopen_venue
from fangxian.operations.outreach.findings import put_right
from fangxian.operations.outreach.groups import (
    move_group,
    plan_onward,
    record_group_test,
    record_left,
    register_groups,
)
from fangxian.operations.outreach.handing import hand_over
from fangxian.operations.outreach.looking import record_look
from fangxian.operations.outreach.loudspeakers import PostGiven, place_loudspeaker, record_play
from fangxian.operations.outreach.rows import GroupGiven, LookGiven

__all__ = [
    "GroupGiven",
    "LookGiven",
    "PostGiven",
    "close_venue",
    "hand_over",
    "move_group",
    "place_loudspeaker",
    "plan_onward",
    "put_right",
    "record_group_test",
    "record_left",
    "record_look",
    "record_play",
    "register_groups",
    "reopen_venue",
]
