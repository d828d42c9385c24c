"""From the difference of a response to proposals that a person can decide on.

One per area; measures and restrictions are put together per measure and city (the level below the root), with the
places and persons as rows a signer may strike out: ten thousand cards are no decision.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from fangxian.engines import tables
from fangxian.engines.plans import Plan
from fangxian.engines.problems import Text
from fangxian.engines.response.situation import Response
from fangxian.operations.decisions.payloads import KEYS, to_payload
from fangxian.operations.decisions.services import NewProposal, NewRow

Row = dict[str, Any]
Changed = list[tuple[str, Row]]


@dataclass(frozen=True)
class Desk:
    """What proposals are made for: the plan, the root of the outbreak, and the city each place lies in."""

    plan: Plan
    root: str
    city_of: Mapping[str, str]


def cities(places: pl.DataFrame) -> dict[str, str]:
    """Return place -> the place its measures are put together under: the level below the root of a tall tree,
    the root itself of one that has only a level or two between the root and the lowest.
    """
    levels = tables.levels_of(places)
    level = levels[1] if len(levels) > 3 else levels[0]
    at_level = places.filter(pl.col("level") == level).select("place_id")
    inside = tables.closure_of(places).join(at_level, left_on="ancestor_id", right_on="place_id")
    return dict(inside.select("descendant_id", "ancestor_id").rows())


def sort_rows(response: Response) -> dict[str, Changed]:
    """Return change -> (table, row) of the areas, measures and restrictions."""
    found: dict[str, Changed] = {change: [] for change in tables.CHANGES}
    for table in KEYS:
        for row in getattr(response, table).iter_rows(named=True):
            found[row["change"]].append((table, row))
    return found


def group_proposals(rows: Iterable[tuple[str, Row]], desk: Desk) -> list[NewProposal]:
    """Return the proposals these new or changed rows make."""
    return [_proposal(key, place, found, desk) for (key, place), found in _grouped(rows, desk)]


def group_releases(rows: Iterable[tuple[str, Row]], desk: Desk) -> list[NewProposal]:
    """Return the releases these rows ask for. One signature gives liberty back."""
    return [_release(key, place, found, desk) for (key, place), found in _grouped(rows, desk)]


def propose_ending(plan: Plan, root: str) -> NewProposal:
    """Return the proposal to end the outbreak."""
    return NewProposal(
        kind="ending",
        key="ending",
        what="ending",
        title=Text("结束本起疫情", "End the outbreak"),
        place_id=root,
        restricts=False,
        signatures_required=plan.signatures_required,
        plan=f"{plan.id}@{plan.version}",
        rule=plan.ending.when,
        rows=(),
    )


def _grouped(rows: Iterable[tuple[str, Row]], desk: Desk) -> list[tuple[tuple[str, str], Changed]]:
    groups: dict[tuple[str, str], Changed] = defaultdict(list)
    for table, row in rows:
        groups[_group(table, row, desk)].append((table, row))
    return sorted(groups.items())


def _group(table: str, row: Row, desk: Desk) -> tuple[str, str]:
    """The key of the proposal a row belongs to, and its place."""
    place = row["place_id"] or desk.root
    if table == "areas":
        return f"area:{row['area_id']}", place
    city = desk.city_of.get(place, place)
    return (
        f"{'restriction' if _binds_persons(table, row, desk.plan) else 'measure'}:{row['measure']}:{city}",
        city,
    )


def _binds_persons(table: str, row: Row, plan: Plan) -> bool:
    measure = plan.measures.get(row["measure"])
    by_person = measure is not None and measure.kind in ("person", "case")
    return table == "restrictions" or (by_person and row["restricts"])


def _proposal(key: str, place_id: str, found: Changed, desk: Desk) -> NewProposal:
    plan, kind, rows = desk.plan, key.split(":", 1)[0], [row for _, row in found]
    first = rows[0]
    restricts = kind == "restriction" or bool(first.get("restricts"))
    return NewProposal(
        kind=kind,
        key=key,
        what=first.get("level") or first["measure"],
        title=_title(kind, first, plan),
        place_id=place_id,
        restricts=restricts,
        signatures_required=max(plan.signatures_required, 2) if restricts else 1,
        plan=f"{plan.id}@{plan.version}",
        rule=first["rule"],
        rows=tuple(as_row(table, row) for table, row in found),
        due_at=min((row["deadline_at"] for row in rows if row.get("deadline_at")), default=None),
    )


def _release(key: str, place_id: str, found: Changed, desk: Desk) -> NewProposal:
    plan, first = desk.plan, found[0][1]
    title = _title(key.split(":", 1)[0], first, plan)
    return NewProposal(
        kind="release",
        key=f"release:{key}",
        what=first.get("level") or first["measure"],
        title=Text(f"解除: {title.zh}", f"Release: {title.en}"),
        place_id=place_id,
        restricts=False,
        signatures_required=1,
        plan=f"{plan.id}@{plan.version}",
        rule=first["rule"],
        rows=tuple(as_row(table, row) for table, row in found),
        due_at=min((row["release_due_at"] for _, row in found if row["release_due_at"]), default=None),
    )


def as_row(table: str, row: Row) -> NewRow:
    """Return a row of a response as a row of a proposal."""
    return NewRow(
        table, row[KEYS[table]], to_payload(row), row["digest"], row["evidence"], row.get("person_id")
    )


def _title(kind: str, row: Row, plan: Plan) -> Text:
    if kind == "area":
        rule = next((rule for rule in plan.areas if rule.id == row["rule"]), None)
        return rule.title if rule else Text(row["level"], row["level"])
    measure = plan.measures.get(row["measure"])
    return measure.title if measure else Text(row["measure"], row["measure"])
