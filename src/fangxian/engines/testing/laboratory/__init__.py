"""The laboratory as a queue with a capacity: when a round is done, how long tubes wait, which lever helps most."""

from fangxian.engines.testing.laboratory.batches import Batches, run_batches
from fangxian.engines.testing.laboratory.levers import (
    COMPARED,
    Lever,
    add_mobile,
    add_shift,
    compare_levers,
    defer,
    enlarge_pools,
    spread,
)
from fangxian.engines.testing.laboratory.lines import Laboratory, Line, mobile_laboratory
from fangxian.engines.testing.laboratory.queueing import Queue, predict_queue

__all__ = [
    "COMPARED",
    "Batches",
    "Laboratory",
    "Lever",
    "Line",
    "Queue",
    "add_mobile",
    "add_shift",
    "compare_levers",
    "defer",
    "enlarge_pools",
    "mobile_laboratory",
    "predict_queue",
    "run_batches",
    "spread",
]
