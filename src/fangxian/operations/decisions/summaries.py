"""What the rows of a proposal come to, counted by the database: a page never decodes ten thousand of them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Sum

from fangxian.operations.decisions.known import rows_at
from fangxian.operations.decisions.models import ProposalRow
from fangxian.operations.decisions.payloads import from_payload


@dataclass(frozen=True)
class RowsOf:
    """The rows of one proposal: the first as an example, how many, how many people, on which cases."""

    first: dict[str, Any] = field(default_factory=dict)
    rows: int = 0
    people: int | None = None
    evidence: tuple[str, ...] = ()


def summarise_rows(proposal_ids: Collection[UUID], known_at: datetime | None = None) -> dict[UUID, RowsOf]:
    """Return the rows of each proposal that stand (or stood at `known_at`), summed up."""
    standing = rows_at(ProposalRow.objects.filter(proposal_id__in=proposal_ids), known_at)
    counts = list(
        standing.order_by()
        .values("proposal_id")
        .annotate(
            rows=Count("id"), persons=Count("person", distinct=True), bound=Sum("people"), first=Min("id")
        )
    )
    firsts = {row.id: row for row in standing.filter(id__in=[count["first"] for count in counts])}
    cases: dict[UUID, set[str]] = defaultdict(set)
    for proposal_id, evidence in standing.order_by().values_list("proposal_id", "evidence").distinct():
        cases[proposal_id].update(filter(None, evidence.split(";")))
    return {
        count["proposal_id"]: RowsOf(
            first=from_payload(firsts[count["first"]].table, firsts[count["first"]].payload),
            rows=count["rows"],
            people=count["persons"] or count["bound"],
            evidence=tuple(sorted(cases[count["proposal_id"]])),
        )
        for count in counts
    }
