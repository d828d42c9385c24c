"""Reading rehearsals: each is of a place, and seen by whoever sees that place."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from uuid import UUID

import polars as pl
from django.conf import settings

from fangxian.engines.problems import Text
from fangxian.operations.accounts.queries import name_users
from fangxian.operations.places.queries import list_places, titles_of
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.rehearsals.models import Rehearsal
from fangxian.operations.rehearsals.rows import CityRow, RehearsalRow, Wish
from fangxian.stores.places import list_place_packs, read_place_pack
from fangxian.stores.rehearsals import count_futures

LISTED = 50
_LEVELS = 3
"""So many levels of a place pack are offered, from its root down: a street is no city."""


def list_cities(reach: Reach) -> list[CityRow]:
    """Return the places of packs within reach that can be rehearsed, wide ones first."""
    levels = {key: level for pack in list_place_packs() for key, level in _places_of(pack).items()}
    seen = reach.keep(levels)
    rows = {row.place_id: row for row in list_places(sorted(seen)) if row.population}
    return [
        CityRow(key, rows[key].title, level, rows[key].population or 0)
        for key, level in levels.items()
        if key in rows
    ]


def list_rehearsals(reach: Reach, limit: int = LISTED, then: datetime | None = None) -> list[RehearsalRow]:
    """Return the rehearsals within reach, the latest first; those asked for by `then`, where it is given."""
    found = reach.filter(Rehearsal.objects.select_related("end")).order_by("-recorded_at", "-id")
    return rows_of((found if then is None else found.filter(recorded_at__lte=then))[:limit])


def get_rehearsal(reach: Reach, rehearsal_id: str | UUID) -> RehearsalRow:
    """Return one rehearsal. Raises `not-found`, also outside the reach."""
    key = _key(rehearsal_id)
    found = reach.filter(Rehearsal.objects.select_related("end")).filter(id=key) if key else ()
    rows = rows_of(found)
    if not rows:
        raise NOT_FOUND(what="rehearsal", what_zh="推演", key=rehearsal_id)
    return rows[0]


def rows_of(found: Iterable[Rehearsal]) -> list[RehearsalRow]:
    """Return rows of rehearsals, named."""
    rehearsals = list(found)
    users = name_users({row.user_id for row in rehearsals})
    places = titles_of(row.place_id for row in rehearsals)
    return [_row(row, users, places) for row in rehearsals]


def _row(row: Rehearsal, users: dict[str, Text], places: dict[str | None, Text]) -> RehearsalRow:
    end = getattr(row, "end", None)
    return RehearsalRow(
        id=row.id,
        wish=Wish(
            row.place_id, tuple(row.plans), row.disease, row.futures, row.days, row.seed_cases,
            row.seeded_days_ago, dict(row.assumptions),
        ),
        place=places[row.place_id],
        asked_by=users.get(row.user_id, Text("", "")),
        asked_at=row.recorded_at,
        done=row.futures if end else count_futures(Path(settings.FANGXIAN_HOME), str(row.id)),
        digest=end.digest if end else None,
        ended_at=end.recorded_at if end else None,
    )  # fmt: skip


def _key(rehearsal_id: str | UUID) -> UUID | None:
    try:
        return UUID(str(rehearsal_id))
    except ValueError:
        return None


def _places_of(pack_id: str) -> dict[str, Text]:
    """Return place -> the word for its level, of the widest levels of a pack, the widest first."""
    pack = read_place_pack(pack_id)
    wide = pack.levels[: min(_LEVELS, len(pack.levels) - 1)]
    rows = pack.tree.select("place_id", "level")
    return {
        place: level.label
        for level in wide
        for place in rows.filter(pl.col("level") == level.name)["place_id"].sort()
    }
