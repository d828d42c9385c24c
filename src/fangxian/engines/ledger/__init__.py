"""The gap ledger: every person of a round with exactly one state, every household, every place, and who is missing."""

from fangxian.engines.ledger.accounts import list_accounts
from fangxian.engines.ledger.checking import find_breaks
from fangxian.engines.ledger.dwellings import list_dwellings
from fangxian.engines.ledger.freezing import freeze_register
from fangxian.engines.ledger.gaps import (
    OWNER_LEVEL,
    list_missed_households,
    list_missed_rounds,
    list_missed_samples,
)
from fangxian.engines.ledger.keeping import list_touched, merge_events, shift_ledger
from fangxian.engines.ledger.register import Register, number_register
from fangxian.engines.ledger.rolling import FIGURES, roll_up, sum_up
from fangxian.engines.ledger.statements import find_strays
from fangxian.engines.ledger.states import RANKS, Fold, fold_events

__all__ = [
    "FIGURES",
    "OWNER_LEVEL",
    "RANKS",
    "Fold",
    "Register",
    "find_breaks",
    "find_strays",
    "fold_events",
    "freeze_register",
    "list_accounts",
    "list_dwellings",
    "list_missed_households",
    "list_missed_rounds",
    "list_missed_samples",
    "list_touched",
    "merge_events",
    "number_register",
    "roll_up",
    "shift_ledger",
    "sum_up",
]
