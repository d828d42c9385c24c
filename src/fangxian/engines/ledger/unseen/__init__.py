"""People on no list: how many they are, judged by who of the others is on which lists (capture-recapture)."""

from fangxian.engines.ledger.unseen.bounds import find_lower_bound
from fangxian.engines.ledger.unseen.estimates import Estimates
from fangxian.engines.ledger.unseen.estimating import estimate_unseen
from fangxian.engines.ledger.unseen.histories import count_histories
from fangxian.engines.ledger.unseen.log_linear import average_models
from fangxian.engines.ledger.unseen.models import Model, list_models
from fangxian.engines.ledger.unseen.two_lists import chapman, compare_two_lists

__all__ = [
    "Estimates",
    "Model",
    "average_models",
    "chapman",
    "compare_two_lists",
    "count_histories",
    "estimate_unseen",
    "find_lower_bound",
    "list_models",
]
