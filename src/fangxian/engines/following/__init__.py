"""Following people up: what may be decided for them, until when, what a day counted as, what lets them go."""

from fangxian.engines.following.days import (
    DAY_STATES,
    NOT_VISITED,
    RESULTS,
    SEEN,
    due_days,
    find_missed_days,
    last_day,
    state_of_day,
)
from fangxian.engines.following.flags import FollowingRule, following_rule, is_red
from fangxian.engines.following.grouping import GROUPED, group_exposures
from fangxian.engines.following.offers import ACTS, Offer, act_of, list_offers
from fangxian.engines.following.periods import Exposed, Span, lapses_at, later_by_days, span_of
from fangxian.engines.following.releasing import Progress, list_missing
from fangxian.engines.following.symptoms import SYMPTOMS, symptom_title

__all__ = [
    "ACTS",
    "DAY_STATES",
    "GROUPED",
    "NOT_VISITED",
    "RESULTS",
    "SEEN",
    "SYMPTOMS",
    "Exposed",
    "FollowingRule",
    "Offer",
    "Progress",
    "Span",
    "act_of",
    "due_days",
    "find_missed_days",
    "following_rule",
    "group_exposures",
    "is_red",
    "lapses_at",
    "last_day",
    "later_by_days",
    "list_missing",
    "list_offers",
    "span_of",
    "state_of_day",
    "symptom_title",
]
