"""From the difference of a response to proposals: one per area, one per measure and place, and restrictions
together per measure and place with their persons as rows."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import polars as pl

from fangxian.engines.plans import Plan
from fangxian.engines.problems import Text
from fangxian.engines.response.situation import Response
from fangxian.operations.decisions.payloads import KEYS, to_payload
from fangxian.operations.decisions.services import NewProposal, NewRow

Row = dict[str, Any]
Keyed = tuple[str, str]
"""(table, key) of a row of a response."""

PROPOSED = ("new", "changed")


def rows_of(response: Response, *changes: str) -> list[tuple[str, Row]]:
    """Return (table, row) of the areas, measures and restrictions with one of these changes."""
    wanted = pl.col("change").is_in(changes)
    return [(table, row) for table in KEYS for row in getattr(response, table).filter(wanted).to_dicts()]


def group_proposals(rows: Iterable[tuple[str, Row]], plan: Plan, root: str) -> list[NewProposal]:
    """Return the proposals these new or changed rows make."""
    return [_proposal(key, found, plan, root) for key, found in _grouped(rows, plan)]


def group_releases(rows: Iterable[tuple[str, Row]], plan: Plan, root: str) -> list[NewProposal]:
    """Return the releases these rows ask for. One signature gives liberty back."""
    return [_release(key, found, plan, root) for key, found in _grouped(rows, plan)]


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


def _grouped(rows: Iterable[tuple[str, Row]], plan: Plan) -> list[tuple[str, list[tuple[str, Row]]]]:
    groups: dict[str, list[tuple[str, Row]]] = defaultdict(list)
    for table, row in rows:
        groups[_group(table, row, plan)].append((table, row))
    return sorted(groups.items())


def _group(table: str, row: Row, plan: Plan) -> str:
    if table == "areas":
        return f"area:{row['area_id']}"
    if table == "restrictions" or _binds_persons(row, plan):
        return f"restriction:{row['measure']}:{row['place_id'] or ''}"
    return f"measure:{row['measure_id']}"


def _binds_persons(row: Row, plan: Plan) -> bool:
    measure = plan.measures.get(row["measure"])
    return bool(row["restricts"]) and measure is not None and measure.kind in ("person", "case")


def _proposal(key: str, found: list[tuple[str, Row]], plan: Plan, root: str) -> NewProposal:
    kind, rows = key.split(":", 1)[0], [row for _, row in found]
    first = rows[0]
    restricts = kind == "restriction" or bool(first.get("restricts"))
    return NewProposal(
        kind=kind,
        key=key,
        what=first.get("level") or first["measure"],
        title=_title(kind, first, plan),
        place_id=first["place_id"] or root,
        restricts=restricts,
        signatures_required=max(plan.signatures_required, 2) if restricts else 1,
        plan=f"{plan.id}@{plan.version}",
        rule=first["rule"],
        rows=tuple(as_row(table, row) for table, row in found),
        due_at=min((row["deadline_at"] for row in rows if row.get("deadline_at")), default=None),
    )


def _release(key: str, found: list[tuple[str, Row]], plan: Plan, root: str) -> NewProposal:
    first = found[0][1]
    title = _title(key.split(":", 1)[0], first, plan)
    return NewProposal(
        kind="release",
        key=f"release:{key}",
        what=first.get("level") or first["measure"],
        title=Text(f"解除: {title.zh}", f"Release: {title.en}"),
        place_id=first["place_id"] or root,
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
