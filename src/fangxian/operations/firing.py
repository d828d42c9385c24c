"""What a plan would have fired in an outbreak on record, as it was known hour by hour. Nothing is written."""

from collections.abc import Sequence
from datetime import datetime

from fangxian.engines.response.dry_run import DryRun, dry_run
from fangxian.engines.response.situation import Situation
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.places.reach import Reach
from fangxian.operations.situation import build_situation
from fangxian.stores.packs import read_plan


def try_plans(
    reach: Reach, outbreak_id: str, plan_ids: Sequence[str], moments: Sequence[datetime]
) -> tuple[DryRun, ...]:
    """Return the dry run of each plan over the same moments.

    A rule judges the whole outbreak, so whoever may see the outbreak's own place sees the whole of it.
    Raises `not-found`, `no-such-pack`.
    """
    root = get_outbreak(reach, outbreak_id).place_id
    whole = reach.narrow(root)
    known: dict[datetime, Situation] = {}

    def known_at(at: datetime) -> Situation:
        if at not in known:
            known[at] = build_situation(whole, outbreak_id, at, at).situation
        return known[at]

    return tuple(dry_run(known_at, moments, read_plan(plan_id)) for plan_id in plan_ids)
