"""The verbs of quarantine sites."""

from fangxian.operations.quarantine_sites.consents import sign_consent, take_back
from fangxian.operations.quarantine_sites.sites import close_site, open_site
from fangxian.operations.quarantine_sites.stays import (
    RoomAsked,
    note_arrival,
    note_leaving,
    note_pick_up,
    order_stays,
)
from fangxian.operations.quarantine_sites.watching import (
    note_result,
    raise_flag,
    release_stay,
    see_flag,
    settle_flag,
    take_sample,
)

__all__ = [
    "RoomAsked",
    "close_site",
    "note_arrival",
    "note_leaving",
    "note_pick_up",
    "note_result",
    "open_site",
    "order_stays",
    "raise_flag",
    "release_stay",
    "see_flag",
    "settle_flag",
    "sign_consent",
    "take_back",
    "take_sample",
]
