"""The register and the presences of an outbreak: files under FANGXIAN_HOME, never rows of the database.

A demonstration reads its synthetic city; every outbreak the segments imported into `presence/<outbreak id>`.
"""

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
from django.conf import settings

from fangxian.engines import tables
from fangxian.engines.tracing import PresenceSource
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.stores.presence import SegmentStore, Snapshot, take_together

if TYPE_CHECKING:
    from fangxian.stores.city import City


@dataclass(frozen=True)
class Register:
    """Who lives with whom, what is known of them, who was where. Empty where nothing was ever loaded."""

    snapshot: str = ""
    households: pl.DataFrame = field(default_factory=tables.HOUSEHOLDS.empty)
    persons: pl.DataFrame = field(default_factory=tables.PERSONS.empty)
    presences: PresenceSource | None = None


def read_register(outbreak: OutbreakRow, known_at: datetime) -> Register:
    """Return the register of an outbreak, with the presences recorded by `known_at`."""
    added = imported_presences(outbreak.id, known_at)
    if not outbreak.pack:
        return Register() if added is None else Register(f"presence/{added.id}", presences=added)
    city = _city(outbreak.pack, outbreak.pack_scale, Path(settings.FANGXIAN_HOME))
    name, presences = f"{outbreak.pack}@{city.scale}", city.presences
    if added is not None:
        name = f"{name}+{added.id}"
        presences = added if presences is None else take_together(presences, added)
    return Register(name, city.households, city.persons, presences)


def presence_folder(outbreak_id: str) -> Path:
    """Return where the presences imported into an outbreak lie; the folder need not be there yet."""
    return Path(settings.FANGXIAN_HOME) / "presence" / outbreak_id


def imported_presences(outbreak_id: str, known_at: datetime) -> Snapshot | None:
    """Return what was imported into an outbreak by `known_at`, or None if that is nothing."""
    folder = presence_folder(outbreak_id)
    if not folder.is_dir():
        return None
    found = SegmentStore(folder).snapshot(known_at)
    return found if found.rows else None


def _city(pack: str, scale: str, home: Path) -> "City":
    """Return the city, opened anew where a store changed since: who was erased must not live on in an open file."""
    stamp = _stamp(home)
    if _stamps.get(home) != stamp:
        _open_city.cache_clear()
        _stamps[home] = stamp
    return _open_city(pack, scale, home)


_stamps: dict[Path, tuple[tuple[str, int], ...]] = {}


def _stamp(home: Path) -> tuple[tuple[str, int], ...]:
    manifests = sorted((home / "cities").glob("*/presence/manifest.json"))
    return tuple((str(path), path.stat().st_mtime_ns) for path in manifests)


@lru_cache(maxsize=4)
def _open_city(pack: str, scale: str, home: Path) -> "City":
    from fangxian.stores.city import ensure_city  # only a demonstration needs the generator

    return ensure_city(pack, scale=scale, home=home)
