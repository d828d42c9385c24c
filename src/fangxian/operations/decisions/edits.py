"""What a signer may change in a proposal: only some columns, only to values that make sense and the law allows."""

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from fangxian.engines.ground import ExtentProblem, read_extent
from fangxian.engines.plans import Plan
from fangxian.operations.areas.ladders import levels_of
from fangxian.operations.decisions.payloads import to_payload
from fangxian.operations.decisions.problems import NOT_AN_EDIT
from fangxian.operations.decisions.queries import EDITABLE, STRUCK
from fangxian.operations.decisions.rows import ProposalItem
from fangxian.stores.packs import read_legal

Edits = dict[str, dict[str, Any]]


def check_edits(
    kind: str, items: tuple[ProposalItem, ...], edits: Mapping[str, Mapping[str, Any]], plan: Plan
) -> Edits:
    """Return the edits as JSON, without those that change nothing. Raises `not-an-edit`."""
    by_key = {item.key: item for item in items}
    kept: Edits = {}
    edits = {**edits, **_struck_along(items, edits)}
    for key, columns in edits.items():
        if key not in by_key:
            raise _refused(kind, "row", key, "no such row", "没有这一行")
        item = by_key[key]
        if columns.get(STRUCK):
            kept[key] = {STRUCK: True}
            continue
        changed = {name: _value(kind, item, name, value, plan) for name, value in columns.items()}
        changed = {name: value for name, value in changed.items() if value != item.fields.get(name)}
        if changed:
            _check_period(kind, {**item.fields, **changed}, item.fields, plan)
            kept[key] = to_payload(changed)
    return kept


def _struck_along(
    items: tuple[ProposalItem, ...], edits: Mapping[str, Mapping[str, Any]]
) -> Mapping[str, Mapping[str, Any]]:
    """Whoever strikes out a place strikes out its persons with it."""
    places = {
        item.fields["place_id"]
        for item in items
        if item.table == "measures" and edits.get(item.key, {}).get(STRUCK)
    }
    return {
        item.key: {STRUCK: True}
        for item in items
        if item.table == "restrictions" and item.fields["place_id"] in places
    }


def _value(kind: str, item: ProposalItem, name: str, value: Any, plan: Plan) -> Any:
    if name not in EDITABLE.get(kind, ()):
        raise _refused(kind, name, value, "it cannot be edited", "该项不可修改")
    if name == "level":
        levels = levels_of(plan)
        if value not in levels:
            raise _refused(
                kind, name, value, f"levels are {', '.join(levels)}", f"等级为 {'、'.join(levels)}"
            )
        return value
    if name == "extent":
        return _extent(kind, value)
    try:
        instant = datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        instant = None
    if not isinstance(instant, datetime) or instant.tzinfo is None:
        raise _refused(kind, name, value, "it is not an instant with a zone", "不是带时区的时间")
    return instant


def _extent(kind: str, value: Any) -> str | None:
    """The extent as text: the one that was drawn, or None where it was edited back to the whole of its place."""
    if value is None:
        return None
    try:
        given = json.loads(value) if isinstance(value, str) else dict(value)
        read_extent(given)
    except (ValueError, TypeError, ExtentProblem) as error:
        raise _refused(kind, "extent", "…", "it is no extent", "不是可用的范围") from error
    return json.dumps(given, ensure_ascii=False)


def _check_period(kind: str, row: Mapping[str, Any], proposed: Mapping[str, Any], plan: Plan) -> None:
    starts_at, ends_at = row.get("starts_at"), row.get("ends_at")
    if starts_at is None or ends_at is None:
        return
    if ends_at <= starts_at:
        raise _refused(kind, "ends_at", ends_at, "it ends before it starts", "结束早于开始")
    longest = _longest(row, proposed, plan)
    if longest is not None and ends_at - starts_at > longest:
        days = f"{longest / timedelta(days=1):g}"
        raise _refused(kind, "ends_at", ends_at, f"{days} days are the most it may last", f"最长 {days} 天")


def _longest(row: Mapping[str, Any], proposed: Mapping[str, Any], plan: Plan) -> timedelta | None:
    """How long what restricts may last: what the law allows, or where it names no maximum what the rule proposed."""
    if not row.get("restricts", "person_id" in row):
        return None
    basis = read_legal(plan.legal).bases.get(row["legal_basis"])
    if basis is not None and basis.max_days is not None:
        return timedelta(days=basis.max_days)
    return proposed["ends_at"] - proposed["starts_at"]


def _refused(kind: str, column: str, value: Any, fault: str, fault_zh: str) -> Exception:
    shown = value.isoformat() if isinstance(value, date) else value
    allowed = ", ".join(EDITABLE.get(kind, ())) or "-"
    return NOT_AN_EDIT(column=column, value=shown, fault=fault, fault_zh=fault_zh, allowed=allowed)
