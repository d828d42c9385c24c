"""Presence sources on disk: plain files, the indexed segment store, and several sources taken together."""

from fangxian.stores.presence.ingest import build_store
from fangxian.stores.presence.parquet import ParquetPresences
from fangxian.stores.presence.store import SegmentStore, Snapshot
from fangxian.stores.presence.together import TogetherPresences
from fangxian.stores.presence.writer import PresenceArrays, SegmentWriter, build_store_from_arrays

__all__ = [
    "ParquetPresences",
    "PresenceArrays",
    "SegmentStore",
    "SegmentWriter",
    "Snapshot",
    "TogetherPresences",
    "build_store",
    "build_store_from_arrays",
]
