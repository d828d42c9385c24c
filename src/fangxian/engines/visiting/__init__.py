"""Work at doors: how long an order takes each community, and one visit a door with no question asked twice."""

from fangxian.engines.visiting.merging import CALLS, VISITS, WALK_MINUTES, merge_visits
from fangxian.engines.visiting.questions import QUESTIONS, question_title
from fangxian.engines.visiting.work import MINUTES, minutes_of_work

__all__ = [
    "CALLS",
    "MINUTES",
    "QUESTIONS",
    "VISITS",
    "WALK_MINUTES",
    "merge_visits",
    "minutes_of_work",
    "question_title",
]
