"""Work at doors: how long an order takes each community; one visit a door, no question twice; the order of a round.

Also what follows from a screening at a door, the shortest way along the doors where somebody is missing, which venues
are due for a look, and the walks along them.
"""

from fangxian.engines.visiting.checklists import (
    ANSWERS,
    ANY_KIND,
    SEVERITIES,
    Checklist,
    VenueKind,
    VenueQuestion,
)
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
from fangxian.engines.visiting.venues import DUE, REASONS, VENUES, find_due, next_look
from fangxian.engines.visiting.walks import WALKS, Walked, plan_walks
from fangxian.engines.visiting.work import MINUTES, minutes_of_work

__all__ = [
    "ALARMS",
    "ANSWERS",
    "ANY_KIND",
    "CALLS",
    "DESKS",
    "DOORS",
    "DUE",
    "ITEMS",
    "LEFT",
    "MINUTES",
    "NEEDS",
    "OUTCOMES",
    "QUESTIONS",
    "REASONS",
    "ROUND",
    "ROUTE",
    "SEVERITIES",
    "STOPS",
    "VENUES",
    "VISITS",
    "WALKS",
    "WALK_MINUTES",
    "WALK_M_A_MINUTE",
    "Checklist",
    "DoorRoute",
    "Item",
    "Need",
    "Said",
    "Screened",
    "Told",
    "VenueKind",
    "VenueQuestion",
    "Walked",
    "find_due",
    "list_events",
    "list_faults",
    "list_items",
    "merge_visits",
    "minutes_of_work",
    "minutes_on_foot",
    "next_look",
    "order_round",
    "plan_walks",
    "question_title",
    "route_doors",
]
