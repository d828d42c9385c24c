"""The verbs of teams."""

from fangxian.operations.teams.assigning import assign_member, end_assignment
from fangxian.operations.teams.members import add_members, check_volunteer, forget_member, sign_up
from fangxian.operations.teams.posts import end_post, set_posts
from fangxian.operations.teams.recalls import answer_recall, recall_members
from fangxian.operations.teams.rosters import import_roster
from fangxian.operations.teams.runs import accept_assignment, leave_assignment, propose_assignment
from fangxian.operations.teams.units import end_unit, link_leader, set_up_unit
from fangxian.operations.teams.volunteering import call_for_volunteers, sign_up_alone

__all__ = [
    "accept_assignment",
    "add_members",
    "answer_recall",
    "assign_member",
    "call_for_volunteers",
    "check_volunteer",
    "end_assignment",
    "end_post",
    "end_unit",
    "forget_member",
    "import_roster",
    "leave_assignment",
    "link_leader",
    "propose_assignment",
    "recall_members",
    "set_posts",
    "set_up_unit",
    "sign_up",
    "sign_up_alone",
]
