"""The spool: records are on disk before they are acknowledged, and in the database soon after.

Writers append frames to segment files of their own; many requests share one fsync. A reader takes the frames in order
from a position that its caller keeps in the same transaction as what it made of them.
"""

from fangxian.stores.spool.busy import Busy, Gate, Limits
from fangxian.stores.spool.files import DISK, Files
from fangxian.stores.spool.frames import Record
from fangxian.stores.spool.reading import Position, Read, list_series, read_series
from fangxian.stores.spool.segments import SpoolDamaged
from fangxian.stores.spool.sweeping import remove_applied
from fangxian.stores.spool.waiting import Waiting, count_waiting
from fangxian.stores.spool.writing import SpoolNotWritten, SpoolWriter

__all__ = [
    "DISK",
    "Busy",
    "Files",
    "Gate",
    "Limits",
    "Position",
    "Read",
    "Record",
    "SpoolDamaged",
    "SpoolNotWritten",
    "SpoolWriter",
    "Waiting",
    "count_waiting",
    "list_series",
    "read_series",
    "remove_applied",
]
