"""The verbs of custody."""

from fangxian.operations.custody.laboratories import register_laboratory
from fangxian.operations.custody.resulting import type_result
from fangxian.operations.custody.sampling import record_samples
from fangxian.operations.custody.shipping import receive_shipment, send_shipment
from fangxian.operations.custody.telling import tell_negatives, tell_people
from fangxian.operations.custody.tubes import give_tubes

__all__ = [
    "give_tubes",
    "receive_shipment",
    "record_samples",
    "register_laboratory",
    "send_shipment",
    "tell_negatives",
    "tell_people",
    "type_result",
]
