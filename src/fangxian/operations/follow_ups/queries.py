"""Reading follow-ups: what pages, programs and commands import; each part lives in a file of its own."""

from fangxian.operations.follow_ups.decided import (
    decided_people,
    decisions_of,
    find_fever,
    list_offers,
    list_symptoms,
)
from fangxian.operations.follow_ups.deciding import preview
from fangxian.operations.follow_ups.inbox import has_open_flag, list_flags
from fangxian.operations.follow_ups.lists import count_follow_ups, find_keys, list_follow_ups, list_siblings
from fangxian.operations.follow_ups.missed import count_missed_days, list_missed_days
from fangxian.operations.follow_ups.notices import draft_notice
from fangxian.operations.follow_ups.single import get_follow_up, get_keepers
from fangxian.operations.follow_ups.venues import find_notice, list_attendances, list_venues

__all__ = [
    "count_follow_ups",
    "count_missed_days",
    "decided_people",
    "decisions_of",
    "draft_notice",
    "find_fever",
    "find_keys",
    "find_notice",
    "get_follow_up",
    "get_keepers",
    "has_open_flag",
    "list_attendances",
    "list_flags",
    "list_follow_ups",
    "list_missed_days",
    "list_offers",
    "list_siblings",
    "list_symptoms",
    "list_venues",
    "preview",
]
