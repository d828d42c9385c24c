"""Work at doors: how long an order takes each community; one visit a door, no question twice; the order of a round.

Also what follows from a screening at a door, and the shortest way along the doors where somebody is missing.
"""

from fangxian.engines.visiting.doorway import (
    ALARMS,
    DESKS,
    ITEMS,
    NEEDS,
    OUTCOMES,
    Item,
    Need,
    Said,
    Screened,
    Told,
    list_events,
    list_faults,
    list_items,
)
from fangxian.engines.visiting.merging import CALLS, VISITS, WALK_MINUTES, merge_visits
from fangxian.engines.visiting.questions import QUESTIONS, question_title
from fangxian.engines.visiting.rounds import DOORS, ROUND, WALK_M_A_MINUTE, minutes_on_foot, order_round
from fangxian.engines.visiting.routes import LEFT, ROUTE, STOPS, DoorRoute, route_doors
from fangxian.engines.visiting.work import MINUTES, minutes_of_work

__all__ = [
    "ALARMS",
    "CALLS",
    "DESKS",
    "DOORS",
    "ITEMS",
    "LEFT",
    "MINUTES",
    "NEEDS",
    "OUTCOMES",
    "QUESTIONS",
    "ROUND",
    "ROUTE",
    "STOPS",
    "VISITS",
    "WALK_MINUTES",
    "WALK_M_A_MINUTE",
    "DoorRoute",
    "Item",
    "Need",
    "Said",
    "Screened",
    "Told",
    "list_events",
    "list_faults",
    "list_items",
    "merge_visits",
    "minutes_of_work",
    "minutes_on_foot",
    "order_round",
    "question_title",
    "route_doors",
]
