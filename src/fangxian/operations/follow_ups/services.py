"""Acting on follow-ups: what pages, programs and commands import; each part lives in a file of its own."""

from fangxian.operations.follow_ups.attending import (
    AttendanceGiven,
    confirm_attendance,
    open_notice,
    reject_attendance,
    report_attendance,
)
from fangxian.operations.follow_ups.checking import CheckGiven, check, record_finding
from fangxian.operations.follow_ups.closing import become_case, release, release_due, shorten
from fangxian.operations.follow_ups.deciding import decide
from fangxian.operations.follow_ups.exporting import export_follow_ups
from fangxian.operations.follow_ups.flagging import acknowledge_flag, settle_flag
from fangxian.operations.follow_ups.moving import move
from fangxian.operations.follow_ups.own import make_link, open_own, report_own, revoke_links
from fangxian.operations.follow_ups.searching import call_operator, estimate, publish_notice

__all__ = [
    "AttendanceGiven",
    "CheckGiven",
    "acknowledge_flag",
    "become_case",
    "call_operator",
    "check",
    "confirm_attendance",
    "decide",
    "estimate",
    "export_follow_ups",
    "make_link",
    "move",
    "open_notice",
    "open_own",
    "publish_notice",
    "record_finding",
    "reject_attendance",
    "release",
    "release_due",
    "report_attendance",
    "report_own",
    "revoke_links",
    "settle_flag",
    "shorten",
]
