"""Work at doors: how long an order takes each community; one visit a door, no question twice; the order of a round."""

from fangxian.engines.visiting.merging import CALLS, VISITS, WALK_MINUTES, merge_visits
from fangxian.engines.visiting.questions import QUESTIONS, question_title
from fangxian.engines.visiting.rounds import DOORS, ROUND, WALK_M_A_MINUTE, minutes_on_foot, order_round
from fangxian.engines.visiting.work import MINUTES, minutes_of_work

__all__ = [
    "CALLS",
    "DOORS",
    "MINUTES",
    "QUESTIONS",
    "ROUND",
    "VISITS",
    "WALK_MINUTES",
    "WALK_M_A_MINUTE",
    "merge_visits",
    "minutes_of_work",
    "minutes_on_foot",
    "order_round",
    "question_title",
]
