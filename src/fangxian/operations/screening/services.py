"""The verbs of screening."""

from fangxian.operations.screening.alarms import AlarmGiven, call_duty
from fangxian.operations.screening.items import see_item, settle_item
from fangxian.operations.screening.key_people import KeyPersonGiven, name_carers
from fangxian.operations.screening.recording import screen_door
from fangxian.operations.screening.risks import mark_door
from fangxian.operations.screening.rows import ScreeningGiven, StayTold

__all__ = [
    "AlarmGiven",
    "KeyPersonGiven",
    "ScreeningGiven",
    "StayTold",
    "call_duty",
    "mark_door",
    "name_carers",
    "screen_door",
    "see_item",
    "settle_item",
]
