"""The verbs of checkpoints."""

from fangxian.operations.checkpoints.handing import acknowledge_handed
from fangxian.operations.checkpoints.opening import close_checkpoint, open_checkpoints, report_queue
from fangxian.operations.checkpoints.passing import record_passages

__all__ = [
    "acknowledge_handed",
    "close_checkpoint",
    "open_checkpoints",
    "record_passages",
    "report_queue",
]
