"""Presence sources on disk: plain files, the indexed segment store, and several sources taken together."""

from fangxian.stores.presence.balance import Balance
from fangxian.stores.presence.compacting import compact
from fangxian.stores.presence.correcting import CORRECTIONS, correct_presences
from fangxian.stores.presence.erasing import count_due, delete_person, drop_due
from fangxian.stores.presence.ingest import Adding, add_presences, adding, build_store
from fangxian.stores.presence.lists import ListOfPeople
from fangxian.stores.presence.parquet import ParquetPresences
from fangxian.stores.presence.store import SegmentStore, Snapshot
from fangxian.stores.presence.together import TogetherPresences, take_together
from fangxian.stores.presence.writer import PresenceArrays, SegmentWriter, build_store_from_arrays

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
