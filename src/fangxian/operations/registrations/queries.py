"""How far the record is behind the spool."""

from dataclasses import dataclass
from datetime import datetime

from fangxian.operations.registrations.desk import spool_folder
from fangxian.operations.registrations.models import Cursor
from fangxian.stores.spool import count_waiting


@dataclass(frozen=True)
class Lag:
    """Acknowledged records that are not on record yet, and since when the oldest of them waits. `damaged`: read nothing."""

    records: int
    seconds: float
    damaged: list[str]


def find_lag(at: datetime) -> Lag:
    """Return the lag of the whole spool, whoever wrote it. It reads all that waits: ask now and then."""
    waiting = count_waiting(
        spool_folder(), {cursor.writer: cursor.position for cursor in Cursor.objects.all()}
    )
    seconds = (at - waiting.oldest_at).total_seconds() if waiting.oldest_at else 0.0
    return Lag(waiting.records, max(seconds, 0.0), list(waiting.damaged))
