"""Reading sanctions and announcements. A sanction is known to those who open, hear or audit, and to whom it is about."""

from datetime import datetime
from uuid import UUID

from fangxian.engines.inspecting import OversightRule
from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.queries import name_offices, name_users
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.oversight.models import Announcement, Sanction
from fangxian.operations.oversight.rows import AnnouncementRow, FactRow, SanctionRow
from fangxian.operations.oversight.rules import rule_of
from fangxian.operations.oversight.sealing import unseal
from fangxian.operations.oversight.stages import as_known, is_concerned, may_see, stage_of, steps_of
from fangxian.operations.places.queries import titles_of
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND


def list_sanctions(actor: Actor, outbreak_id: str, at: datetime) -> tuple[SanctionRow, ...]:
    """Return the cases of an outbreak the actor may know of, the latest first. Raises `not-found`."""
    rule = get_rule(actor.reach, outbreak_id)
    opened = Sanction.objects.filter(outbreak_id=outbreak_id, opened_at__lte=at)
    found = opened.select_related("announcement").order_by("-opened_at", "-id")
    rows = [as_known(row, at) for row in found]
    inside = actor.reach.keep({row.place_id for row in rows})
    known = [
        row
        for row in rows
        if may_see(actor, row) and (row.place_id in inside or actor.user_id in row.persons)
    ]
    return _rows(actor, rule, known)


def get_sanction(actor: Actor, sanction_id: UUID, at: datetime | None = None) -> SanctionRow:
    """Return one case (as known at `at`). Raises `not-found`, also for one the actor may not know of."""
    opened = Sanction.objects.filter(id=sanction_id, **({"opened_at__lte": at} if at else {}))
    row = opened.select_related("announcement").first()
    row = as_known(row, at) if row is not None and at else row
    seen = row is not None and may_see(actor, row)
    if row is None or not seen or not (actor.reach.covers(row.place_id) or actor.user_id in row.persons):
        raise NOT_FOUND(what="sanction", what_zh="追责件", key=sanction_id)
    return _rows(actor, get_rule(actor.reach, row.outbreak_id), [row])[0]


def get_rule(reach: Reach, outbreak_id: str) -> OversightRule:
    """Return the grounds and the ladder of an outbreak. Raises `not-found`."""
    return rule_of(get_outbreak(reach, outbreak_id))


def list_announcements(reach: Reach, outbreak_id: str, at: datetime) -> tuple[AnnouncementRow, ...]:
    """Return what was published of an outbreak, the latest first; it is public to whoever knows the outbreak."""
    get_outbreak(reach, outbreak_id)
    rows = Announcement.objects.filter(outbreak_id=outbreak_id, published_at__lte=at)
    return tuple(_announcement(row, at) for row in rows.order_by("-published_at", "-id"))


def get_announcement(reach: Reach, announcement_id: UUID) -> AnnouncementRow:
    """Return one announcement. Raises `not-found`."""
    row = Announcement.objects.filter(id=announcement_id).first()
    if row is None:
        raise NOT_FOUND(what="announcement", what_zh="通报", key=announcement_id)
    get_outbreak(reach, row.outbreak_id)
    return _announcement(row, None)


def _announcement(row: Announcement, at: datetime | None) -> AnnouncementRow:
    corrections = Announcement.objects.filter(corrects=row, **({"published_at__lte": at} if at else {}))
    later = corrections.values_list("id", flat=True).first()
    return AnnouncementRow(
        id=row.id,
        outbreak_id=row.outbreak_id,
        place_id=row.place_id,
        version=row.version,
        text=Text(row.text_zh, row.text_en),
        published_at=row.published_at,
        corrected_by=later,
        sanctions=len(row.sanction_ids),
    )


def _rows(actor: Actor, rule: OversightRule, rows: list[Sanction]) -> tuple[SanctionRow, ...]:
    places = titles_of([row.place_id for row in rows])
    offices = name_offices({str(row.office_id) for row in rows})
    names = name_users({who for row in rows for who in (row.opened_by, row.decided_by, row.heard_by)})
    return tuple(
        _row(actor, rule, row, (places[row.place_id], offices[str(row.office_id)]), names) for row in rows
    )


def _row(
    actor: Actor, rule: OversightRule, row: Sanction, named: tuple[Text, Text], names: dict[str, Text]
) -> SanctionRow:
    def told(text: str) -> str:
        # What people wrote may say who: it is for those who decide on it and for those it is about.
        open_to = actor.reach.identities or is_concerned(actor, row)
        return unseal(row.key, text) if open_to and text else ""

    steps, ground = steps_of(row), rule.grounds.get(row.ground)
    return SanctionRow(
        id=row.id,
        outbreak_id=row.outbreak_id,
        place_id=row.place_id,
        place=named[0],
        office_id=str(row.office_id),
        office=named[1],
        ground=row.ground,
        ground_title=ground.title if ground else Text(row.ground, row.ground),
        stage=stage_of(row),
        facts=tuple(FactRow(one["kind"], one["key"], Text(one["zh"], one["en"])) for one in row.facts),
        persons=len(row.persons),
        what=told(row.what),
        opened_at=row.opened_at,
        opened_by=_name(row.opened_by, names),
        answer_by_at=row.answer_by_at,
        answered_at=row.answered_at,
        silent=row.silent,
        answer=told(row.answer),
        decided_at=row.decided_at,
        decided_by=_name(row.decided_by, names),
        steps=steps,
        officials=sum(steps.values()),
        reason=told(row.reason),
        appeal_by_at=row.appeal_by_at,
        appealed_at=row.appealed_at,
        appeal=told(row.appeal),
        heard_at=row.heard_at,
        heard_by=_name(row.heard_by, names),
        outcome=row.outcome,
        heard_reason=told(row.heard_reason),
        announcement_id=row.announcement_id,
        withdrawn_at=row.withdrawn_at,
        withdraw_reason=told(row.withdraw_reason),
        mine=is_concerned(actor, row),
    )


def _name(user_id: str, names: dict[str, Text]) -> Text:
    return names.get(user_id, Text("", ""))
