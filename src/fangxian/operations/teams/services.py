"""The verbs of teams."""

from fangxian.operations.teams.assigning import assign_member, end_assignment
from fangxian.operations.teams.members import add_members, check_volunteer, forget_member, sign_up
from fangxian.operations.teams.posts import end_post, set_posts

__all__ = [
    "add_members",
    "assign_member",
    "check_volunteer",
    "end_assignment",
    "end_post",
    "forget_member",
    "set_posts",
    "sign_up",
]
