"""Closing a venue on findings and opening it again: decided by another person than found it, told to its operator."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.clock import Clock
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.notices.drafting import Drafted
from fangxian.operations.notices.rows import NoticeGiven
from fangxian.operations.notices.services import draft
from fangxian.operations.outreach.checklist import checklist_of
from fangxian.operations.outreach.closed import find_closed, find_closing
from fangxian.operations.outreach.findings import open_findings
from fangxian.operations.outreach.looking import get_venue
from fangxian.operations.outreach.models import VenueClosing, VenueFinding
from fangxian.operations.outreach.problems import (
    CLOSING_TOO_LONG,
    FINDER_CLOSES,
    NOTHING_TO_CLOSE_ON,
    VENUE_CLOSED,
    VENUE_NOT_CLOSED,
    VENUE_NOT_READY,
)
from fangxian.operations.outreach.rows import CLOSED, REOPENED
from fangxian.operations.oversight.sealing import plain
from fangxian.operations.places.rows import PlaceRow


@transaction.atomic
def close_venue(
    actor: Actor,
    clock: Clock,
    *,
    outbreak_id: str,
    venue_id: str,
    reason: str,
    ends_at: datetime | None = None,
) -> UUID:
    """Close a venue on a grave finding or one not put right in time; return the draft of the notice to its operator.

    It ends by itself at `ends_at` (default: as long as the checklist allows). The notice is approved by a second
    person like any other, and goes to the outlets at the venue.

    Raises:
        Problem: `not-your-role`, `not-found`, `not-a-venue`, `venue-closed-already`, `nothing-to-close-on`,
            `finder-closes`, `closing-too-long`, `words-needed`, `personal-number`.
    """
    actor.require("sign")
    outbreak, venue, at = (
        get_outbreak(actor.reach, outbreak_id),
        get_venue(actor.reach, venue_id),
        clock.now(),
    )
    if find_closed(outbreak, [venue], at):
        raise VENUE_CLOSED()
    grounds = _grounds(actor, outbreak_id, venue_id, at)
    until = _until(outbreak, at, ends_at)
    words = _closing_words(outbreak, venue, grounds, until, plain(reason))
    edition = _tell(actor, clock, outbreak_id, venue, words)
    _write(actor, at, outbreak_id, venue_id, CLOSED, plain(reason), grounds, edition, until)
    return edition


@transaction.atomic
def reopen_venue(actor: Actor, clock: Clock, *, outbreak_id: str, venue_id: str, reason: str) -> UUID:
    """Let a venue open again, once every finding is closed; whoever does it is its approver by name.

    Return the draft of the notice to its operator.

    Raises:
        Problem: `not-your-role`, `not-found`, `not-a-venue`, `venue-not-closed` (a measure is lifted as a measure),
            `venue-not-ready`, `words-needed`, `personal-number`.
    """
    actor.require("sign")
    outbreak, venue, at = (
        get_outbreak(actor.reach, outbreak_id),
        get_venue(actor.reach, venue_id),
        clock.now(),
    )
    if find_closing(outbreak_id, venue_id, at) is None:
        raise VENUE_NOT_CLOSED()
    waiting = [one for one, _ in open_findings(outbreak_id, [venue_id], at).get(venue_id, [])]
    if waiting:
        told = _named(outbreak, waiting)
        raise VENUE_NOT_READY(count=len(waiting), findings=told.en, findings_zh=told.zh)
    edition = _tell(actor, clock, outbreak_id, venue, _opening_words(venue))
    _write(actor, at, outbreak_id, venue_id, REOPENED, plain(reason), [], edition, None)
    return edition


def _grounds(actor: Actor, outbreak_id: str, venue_id: str, at: datetime) -> list[VenueFinding]:
    waiting = open_findings(outbreak_id, [venue_id], at).get(venue_id, [])
    grounds = [one for one, due_at in waiting if one.severity == "grave" or due_at < at]
    if not grounds:
        raise NOTHING_TO_CLOSE_ON()
    if any(one.user_id == actor.user_id for one in grounds):
        raise FINDER_CLOSES()
    return grounds


def _until(outbreak: OutbreakRow, at: datetime, ends_at: datetime | None) -> datetime:
    days = checklist_of(outbreak).closed_days
    latest = at + timedelta(days=days)
    until = ends_at or latest
    if not at < until <= latest:
        raise CLOSING_TOO_LONG(ends_at=until.isoformat(), days=f"{days:g}")
    return until


def _tell(actor: Actor, clock: Clock, outbreak_id: str, venue: PlaceRow, words: NoticeGiven) -> UUID:
    """The next edition of one notice about the venue, for whoever runs it."""
    drafted = Drafted("general", f"venue:{venue.place_id}", venue.place_id, words)
    return draft(actor, clock, outbreak_id=outbreak_id, drafted=drafted)


def _write(
    actor: Actor,
    at: datetime,
    outbreak_id: str,
    venue_id: str,
    act: str,
    reason: str,
    grounds: Sequence[VenueFinding],
    edition: UUID,
    ends_at: datetime | None,
) -> None:
    row = VenueClosing(
        outbreak_id=outbreak_id,
        place_id=venue_id,
        act=act,
        reason=reason[:300],
        ends_at=ends_at,
        findings=[str(one.id) for one in grounds],
        edition_id=edition,
    )
    after = {"act": act, "ends_at": ends_at, "findings": row.findings, "approver": actor.user_id}
    verb = "closed" if act == CLOSED else "reopened"
    write_rows(actor, at, verb, "venue-closing", venue_id, [row], after)


def _named(outbreak: OutbreakRow, findings: Sequence[VenueFinding]) -> Text:
    kinds = checklist_of(outbreak).kinds.values()
    words = {one.key: one.title for kind in kinds for one in kind.questions}
    titles = [words.get(one.question, Text(one.question, one.question)) for one in findings]
    return Text("、".join(one.zh for one in titles), "; ".join(one.en for one in titles))


def _closing_words(
    outbreak: OutbreakRow, venue: PlaceRow, grounds: Sequence[VenueFinding], until: datetime, reason: str
) -> NoticeGiven:
    end, told = until.astimezone(ZoneInfo(outbreak.timezone)), _named(outbreak, grounds)
    name = venue.title
    return NoticeGiven(
        Text(f"关于{name.zh}暂停营业的通知", f"{name.en}: closed for now"),
        Text(
            f"经巡查，{name.zh}存在以下问题：{told.zh}。决定暂停营业至{end.month}月{end.day}日{end:%H:%M}，到期自动解除。"
            f"理由：{reason}。整改完毕请联系所在街道复查，复查合格即可恢复；不服的可向作出决定的机关申诉。",
            f"An inspection found at {name.en}: {told.en}. It is closed until {end:%-d %B %H:%M}; that ends by itself. "
            f"Reason: {reason}. Once all is put right call your street for another look; then it may open. You may appeal "
            "to the authority that decided.",
        ),
    )


def _opening_words(venue: PlaceRow) -> NoticeGiven:
    name = venue.title
    return NoticeGiven(
        Text(f"关于{name.zh}恢复营业的通知", f"{name.en}: open again"),
        Text(
            f"{name.zh}的问题已全部整改并复查合格，即日起恢复营业。请继续按清单落实。",
            f"Everything found at {name.en} is put right and was looked at again. It may open from today. Please keep to "
            "the checklist.",
        ),
    )
