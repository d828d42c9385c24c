"""The columns of the published facts. Every fact says where it comes from and when it was known."""

from typing import Any

import polars as pl

from fangxian.engines.tables import DAY, INSTANT

KNOWN: dict[str, Any] = {"source": pl.String(), "known_at": INSTANT, "known_at_inferred": pl.Boolean()}
"""`known_at_inferred`: the source gives no moment of publication, or none that could be read."""

EXPOSURE_PLACES: dict[str, Any] = {
    "place_id": pl.String(),
    "name": pl.String(),
    "name_en": pl.String(),
    "venue_kind": pl.String(),
    "parent_id": pl.String(),
    "parent_basis": pl.String(),
    "has_list": pl.Boolean(),
    "from_at": INSTANT,
    "to_at": INSTANT,
    "precision": pl.String(),
    "known_cases": pl.Int64(),
    "walkers": pl.String(),
    **KNOWN,
}
"""One row per published place and window. `parent_basis`: published, inferred or outside (the tree).
`walkers`: which synthetic cases walk it ("visitor-1", "4302-3": the city's third case), joined by ";"."""

DAILY_COUNTS: dict[str, Any] = {
    "day": DAY,
    "confirmed_new": pl.Int64(),
    "asymptomatic_new": pl.Int64(),
    "published_by_city": pl.String(),
    "note": pl.String(),
    **KNOWN,
}

CITY_COUNTS: dict[str, Any] = {
    "day": DAY,
    "city": pl.String(),
    "confirmed_new": pl.Int64(),
    "asymptomatic_new": pl.Int64(),
    "converted": pl.Int64(),
    "basis": pl.String(),
    **KNOWN,
}
"""`converted`: how many of the day's confirmed had been asymptomatic. `basis`: published or inferred.
`city` is a place of the tree, or a name where the city lies outside it."""

AREA_CHANGES: dict[str, Any] = {
    "place_id": pl.String(),
    "area": pl.String(),
    "match": pl.String(),
    "from_level": pl.String(),
    "to_level": pl.String(),
    "effective_at": INSTANT,
    **KNOWN,
}
"""`match`: exact, within (the area is part of the place), renamed (its street has merged), outside."""

MILESTONES: dict[str, Any] = {
    "place_id": pl.String(),
    "at": INSTANT,
    "kind": pl.String(),
    "value": pl.Int64(),
    "unit": pl.String(),
    "fact_en": pl.String(),
    "fact_zh": pl.String(),
    **KNOWN,
}

ORDERS: dict[str, Any] = {
    "at": INSTANT,
    "measure": pl.String(),
    "place_ids": pl.String(),
    "due_at": INSTANT,
    "title_zh": pl.String(),
    "title_en": pl.String(),
    "act": pl.String(),
    "basis": pl.String(),
    **KNOWN,
}
"""Orders as they were given. `place_ids`: joined by ";". `act`: the row of the report it comes from.
`basis`: published, or inferred where the report tells the act and not its day."""
