"""The register and the presences of an outbreak: files under FANGXIAN_HOME, never rows of the database.

A demonstration reads its synthetic city; any other outbreak the segments in `presence/<outbreak id>`, if it has some.
"""

from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

import polars as pl
from django.conf import settings

from fangxian.engines import tables
from fangxian.engines.tracing import PresenceSource
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.stores.presence import SegmentStore

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
    if outbreak.pack:
        city = _city(outbreak.pack, outbreak.pack_scale, str(settings.FANGXIAN_HOME))
        return Register(f"{outbreak.pack}@{city.scale}", city.households, city.persons, city.presences)
    folder = settings.FANGXIAN_HOME / "presence" / outbreak.id
    if not folder.is_dir():
        return Register()
    return Register(f"presence/{outbreak.id}", presences=SegmentStore(folder).snapshot(known_at))


@lru_cache(maxsize=4)
def _city(pack: str, scale: str, home: str) -> "City":
    from fangxian.stores.city import ensure_city  # only a demonstration needs the generator

    return ensure_city(pack, scale=scale, home=settings.FANGXIAN_HOME)
