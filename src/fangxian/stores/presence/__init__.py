"""Presence sources on disk: plain files, the indexed segment store, and several sources taken together."""

from fangxian.stores.presence.changes.compacting import compact
from fangxian.stores.presence.changes.correcting import CORRECTIONS, correct_presences
from fangxian.stores.presence.changes.erasing import count_due, delete_person, drop_due
from fangxian.stores.presence.intake.balance import Balance
from fangxian.stores.presence.intake.ingest import Adding, add_presences, adding, build_store
from fangxian.stores.presence.intake.lists import ListOfPeople
from fangxian.stores.presence.intake.writer import PresenceArrays, SegmentWriter, build_store_from_arrays
from fangxian.stores.presence.parquet import ParquetPresences
from fangxian.stores.presence.store import SegmentStore, Snapshot
from fangxian.stores.presence.together import TogetherPresences, take_together

__all__ = [
    "CORRECTIONS",
    "Adding",
    "Balance",
    "ListOfPeople",
    "ParquetPresences",
    "PresenceArrays",
    "SegmentStore",
    "SegmentWriter",
    "Snapshot",
    "TogetherPresences",
    "add_presences",
    "adding",
    "build_store",
    "build_store_from_arrays",
    "compact",
    "correct_presences",
    "count_due",
    "delete_person",
    "drop_due",
    "take_together",
]
