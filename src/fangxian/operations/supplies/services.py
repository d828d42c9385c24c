"""The verbs of supplies."""

from fangxian.operations.supplies.deliveries import accept_deliveries
from fangxian.operations.supplies.depots import lot_came, register_depot, take_in, take_out_expired, write_off
from fangxian.operations.supplies.donations import (
    acknowledge_donation,
    decline_donation,
    offer_donation,
    publish_donation,
    receive_donation,
)
from fangxian.operations.supplies.handing import hand_over, hand_over_many
from fangxian.operations.supplies.households import ask_for, count_from_round, count_households
from fangxian.operations.supplies.spending import spend

__all__ = [
    "accept_deliveries",
    "acknowledge_donation",
    "ask_for",
    "count_from_round",
    "count_households",
    "decline_donation",
    "hand_over",
    "hand_over_many",
    "lot_came",
    "offer_donation",
    "publish_donation",
    "receive_donation",
    "register_depot",
    "spend",
    "take_in",
    "take_out_expired",
    "write_off",
]
