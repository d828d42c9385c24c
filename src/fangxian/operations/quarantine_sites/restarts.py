"""Who shared what with a positive person at a site, and that their quarantine is to begin anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fangxian.engines.plans.quarantine import QuarantineRule
from fangxian.engines.quarantine import StayAt, find_restarted
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.clock import Clock
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.places.reach import Reach
from fangxian.operations.quarantine_sites.grounds import find_grounds
from fangxian.operations.quarantine_sites.models import Stay, StayRestart
from fangxian.operations.quarantine_sites.queries import rows_of
from fangxian.operations.quarantine_sites.rows import StayRow
from fangxian.operations.quarantine_sites.sites import floors_of, last_sites
from fangxian.operations.quarantine_sites.stays import seen_by


@dataclass(frozen=True)
class Exposed:
    """Somebody at the site who shared something with a positive person, and by which measure they are there.

    `bound`: by a restriction; False: of their own accord, so they are asked anew.
    """

    stay_id: UUID
    person_id: str
    measure: str
    scope: str
    last_shared_at: datetime
    bound: bool


def find_exposed(
    reach: Reach, positive: StayRow, rule: QuarantineRule, infectious_from: datetime, at: datetime
) -> tuple[Exposed, ...]:
    """Return who is still at the site, bound or of their own accord, and shared something of the rule's scopes, not named before."""
    stays = seen_by(reach, Stay.objects.filter(outbreak_id=positive.outbreak_id, site_id=positive.site_id))
    known_stays = list(stays.filter(recorded_at__lte=at))
    rows = {str(row.id): row for row in rows_of(reach, known_stays, at)}
    named = set(StayRestart.objects.filter(positive_id=positive.id).values_list("stay_id", flat=True))
    site = last_sites(positive.outbreak_id, at, [positive.site_id])[positive.site_id]
    air = {one.floor: one.air for one in floors_of(site)}
    known = {key: _at(row, air) for key, row in rows.items() if row.arrived_at is not None}
    found = find_restarted(
        known[str(positive.id)], list(known.values()), rule.restart_scopes, infectious_from, at
    )
    grounds = find_grounds(known_stays, at)
    return tuple(
        Exposed(row.id, row.person_id, grounds[row.id].measure, one.scope, one.last_shared_at, row.bound)
        for one in found
        for row in [rows[one.stay_id]]
        if row.left_at is None and row.stands and row.id not in named and row.person_id != positive.person_id
    )


def write_restarts(
    actor: Actor,
    clock: Clock,
    *,
    stay_id: UUID,
    exposed: Sequence[Exposed],
    reason: str,
    proposals: Mapping[str, UUID],
) -> None:
    """Keep who begins anew and which proposal waits for it, inside the caller's transaction."""
    made = [
        StayRestart(
            stay_id=one.stay_id,
            positive_id=stay_id,
            scope=one.scope,
            last_shared_at=one.last_shared_at,
            reason=reason.strip(),
            proposal_id=proposals.get(one.person_id),
        )
        for one in exposed
    ]
    if made:
        told = {"stays": sorted(str(one.stay_id) for one in exposed)}
        write_rows(actor, clock.now(), "restarted", "stay-restart", stay_id, made, told)


def _at(row: StayRow, air: Mapping[str, str]) -> StayAt:
    begin = row.arrived_at or row.ordered_at
    return StayAt(
        str(row.id),
        row.party_id,
        row.site_id,
        row.floor,
        row.room,
        air.get(row.floor, ""),
        begin,
        row.left_at,
    )
