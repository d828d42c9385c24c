"""Reading notices: what anybody may read, and what waits on the desk."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet

from fangxian.engines.problems import Text
from fangxian.operations.notices.models import Delivery, EarlierWording, Edition, Heard, Notice, Outlet
from fangxian.operations.notices.rows import (
    DeliveryRow,
    EditionRow,
    NoticeRow,
    OutletRow,
    PlaceTold,
    PublicNotice,
)
from fangxian.operations.places.queries import titles_of
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND

_NOBODY = Text("系统", "the system")


def list_published(
    at: datetime, outbreak_id: str | None = None, limit: int = 200
) -> tuple[PublicNotice, ...]:
    """Return what was published by `at` and is not replaced, the latest first. Published is for everybody: no reach."""
    rows = _public(at)
    if outbreak_id is not None:
        rows = rows.filter(notice__outbreak_id=outbreak_id)
    return _publics(rows.order_by("-published_at", "-id")[:limit], at)


def get_published(outbreak_id: str, number: int, at: datetime) -> PublicNotice:
    """Return the published edition of a notice, withdrawn ones with the reason. Raises `not-found`."""
    rows = _public(at).filter(notice__outbreak_id=outbreak_id, notice__number=number)
    found = _publics(rows.order_by("-published_at")[:1], at)
    if not found:
        raise NOT_FOUND(what="notice", what_zh="通告", key=number)
    return found[0]


def list_desk(reach: Reach, outbreak_id: str, at: datetime, limit: int = 200) -> tuple[NoticeRow, ...]:
    """Return the notices within reach: those that wait first, then the latest."""
    rows = reach.filter(Notice.objects.filter(outbreak_id=outbreak_id, created_at__lte=at))
    found = _notices(rows.order_by("-number")[:limit], at)
    return tuple(sorted(found, key=lambda row: row.latest.state not in ("draft", "approved")))


def get_desk(reach: Reach, notice_id: UUID, at: datetime) -> tuple[NoticeRow, tuple[EditionRow, ...]]:
    """Return a notice and its editions, the latest first. Raises `not-found`, also for one outside the reach."""
    notice = reach.filter(Notice.objects.filter(id=notice_id, created_at__lte=at)).first()
    if notice is None:
        raise NOT_FOUND(what="notice", what_zh="通告", key=notice_id)
    return _notices([notice], at)[0], _editions(notice, at)


def find_notice_of(reach: Reach, edition_id: UUID) -> UUID:
    """Return the notice an edition belongs to. Raises `not-found`, also for one outside the reach."""
    rows = reach.filter(Edition.objects.filter(id=edition_id), "notice__place_id")
    found = rows.values_list("notice_id", flat=True).first()
    if found is None:
        raise NOT_FOUND(what="notice", what_zh="通告", key=edition_id)
    return found


def list_deliveries(reach: Reach, notice_id: UUID, at: datetime) -> tuple[DeliveryRow, ...]:
    """Return what was sent of a notice, what waits first."""
    rows = reach.filter(
        Delivery.objects.filter(edition__notice_id=notice_id, queued_at__lte=at), "outlet__place_id"
    )
    found = list(rows.select_related("edition", "outlet").order_by("id"))
    return tuple(sorted(_deliveries(found, at), key=lambda row: (*_instants(row), row.id)))


def _instants(row: DeliveryRow) -> tuple[float, float]:
    """What nobody received or sent yet comes first."""
    first, second = (moment.timestamp() if moment else 0.0 for moment in (row.received_at, row.sent_at))
    return first, second


def list_to_play(reach: Reach, at: datetime) -> tuple[tuple[DeliveryRow, dict[str, Any]], ...]:
    """Return what the loudspeakers within reach have still to play, each with its text."""
    from fangxian.operations.notices.outbox import message_of

    unheard = Q(received_at=None) | Q(received_at__gt=at)
    waiting = Delivery.objects.filter(unheard, outlet__channel="loudspeaker", queued_at__lte=at)
    rows = reach.filter(waiting, "outlet__place_id").select_related("edition__notice", "outlet")
    found = list(rows.order_by("queued_at", "id"))
    return tuple(zip(_deliveries(found, at), (message_of(row) for row in found), strict=True))


def list_outlets(reach: Reach, at: datetime) -> tuple[OutletRow, ...]:
    """Return where notices of the places within reach were sent at `at`."""
    open_then = Outlet.objects.filter(Q(closed_at=None) | Q(closed_at__gt=at), opened_at__lte=at)
    rows = list(reach.filter(open_then).order_by("place_id", "name", "id"))
    places = titles_of([row.place_id for row in rows])
    return tuple(
        OutletRow(
            row.id, row.place_id, places[row.place_id], row.channel, row.name, row.address, row.opened_at
        )
        for row in rows
    )


def spoken_by(outlet_ids: Collection[UUID], at: datetime) -> dict[UUID, Text]:
    """Return outlet -> the words it was given last, of notices that still stand; public words, and no reach."""
    standing = (Q(edition__replaced_at=None) | Q(edition__replaced_at__gt=at)) & (
        Q(edition__withdrawn_at=None) | Q(edition__withdrawn_at__gt=at)
    )
    rows = Delivery.objects.filter(standing, outlet__in=outlet_ids, withdrawal=False, queued_at__lte=at)
    return {
        row.outlet_id: Text(
            f"{row.edition.title_zh}。{row.edition.body_zh}", f"{row.edition.title_en}. {row.edition.body_en}"
        )
        for row in rows.select_related("edition").order_by("queued_at", "id")
    }


def _public(at: datetime) -> QuerySet:
    standing = Q(replaced_at=None) | Q(replaced_at__gt=at)
    return Edition.objects.filter(standing, published_at__lte=at)


def _publics(rows: Iterable[Any], at: datetime) -> tuple[PublicNotice, ...]:
    found = list(rows.select_related("notice__outbreak"))  # type: ignore[attr-defined]
    places = titles_of([row.notice.place_id for row in found])
    return tuple(
        PublicNotice(
            outbreak_id=row.notice.outbreak_id,
            outbreak=Text(row.notice.outbreak.title_zh, row.notice.outbreak.title_en),
            number=row.notice.number,
            edition=row.edition,
            kind=row.notice.kind,
            place=places[row.notice.place_id],
            title=Text(row.title_zh, row.title_en),
            body=Text(row.body_zh, row.body_en),
            places=_told(row),
            published_at=row.published_at,
            withdrawn_at=_by(row.withdrawn_at, at),
            withdraw_reason=_reason(row, at),
            timezone=row.notice.outbreak.timezone,
        )
        for row in found
    )


def _notices(notices: Iterable[Notice], at: datetime) -> tuple[NoticeRow, ...]:
    rows = [(notice, _editions(notice, at)) for notice in notices]
    places = titles_of([notice.place_id for notice, _ in rows])
    counts = _delivered([notice.id for notice, _ in rows], at)
    return tuple(
        NoticeRow(
            notice.id,
            notice.outbreak_id,
            notice.number,
            notice.kind,
            notice.subject,
            notice.place_id,
            places[notice.place_id],
            editions[0],
            **counts.get(notice.id, {"queued": 0, "sent": 0, "received": 0, "given_up": 0}),
        )
        for notice, editions in rows
        if editions
    )


def _delivered(notice_ids: list[UUID], at: datetime) -> dict[UUID, dict[str, int]]:
    rows = Delivery.objects.filter(edition__notice_id__in=notice_ids, queued_at__lte=at)
    columns = {"sent": "sent_at", "received": "received_at", "given_up": "given_up_at"}
    counted: Any = rows.values("edition__notice_id").annotate(
        queued=Count("id"),
        **{name: Count("id", filter=Q(**{f"{column}__lte": at})) for name, column in columns.items()},
    )
    return {row.pop("edition__notice_id"): row for row in counted}


def _editions(notice: Notice, at: datetime) -> tuple[EditionRow, ...]:
    people = ("drafted_by", "approved_by")
    later = EarlierWording.objects.filter(until_at__gt=at).select_related(*people).order_by("until_at", "id")
    rows = notice.editions.select_related(*people).prefetch_related(Prefetch("earlier", later, "lost"))
    then = [_worded(row) for row in rows.order_by("-edition")]
    return tuple(_edition(row, at) for row in then if row.drafted_at <= at)


def _worded(edition: Any) -> Any:
    """The edition, which is not to be saved, with what it said then: the first wording it lost after that hour."""
    for was in edition.lost[:1]:
        for name in ("title_zh", "title_en", "body_zh", "body_en", "places", "coverage", "drafted_at"):
            setattr(edition, name, getattr(was, name))
        for name in ("drafted_by", "approved_by", "approved_at"):
            setattr(edition, name, getattr(was, name))
    return edition


def _edition(row: Any, at: datetime) -> EditionRow:
    approved = row.approved_by if _by(row.approved_at, at) else None
    return EditionRow(
        id=row.id,
        edition=row.edition,
        state=_state(row, at),
        title=Text(row.title_zh, row.title_en),
        body=Text(row.body_zh, row.body_en),
        places=_told(row),
        exposed=row.coverage.get("exposed"),
        covered=row.coverage.get("covered"),
        drafted_at=row.drafted_at,
        drafted_by=_name(row.drafted_by),
        drafted_by_id=str(row.drafted_by_id or ""),
        approved_at=_by(row.approved_at, at),
        approved_by=_name(approved) if _by(row.approved_at, at) else Text("", ""),
        published_at=_by(row.published_at, at),
        withdrawn_at=_by(row.withdrawn_at, at),
        withdraw_reason=_reason(row, at),
    )


def _state(row: Edition, at: datetime) -> str:
    for state in ("withdrawn", "replaced", "published", "approved"):
        if _by(getattr(row, f"{state}_at"), at):
            return state
    return "draft"


def _by(moment: datetime | None, at: datetime) -> datetime | None:
    """What happened later was not known yet."""
    return moment if moment is not None and moment <= at else None


def _reason(row: Edition, at: datetime) -> Text:
    return Text(row.withdraw_reason_zh, row.withdraw_reason_en) if _by(row.withdrawn_at, at) else Text("", "")


def _name(user: Any) -> Text:
    return Text(user.name_zh, user.name_en) if user else _NOBODY


def _told(row: Edition) -> tuple[PlaceTold, ...]:
    return tuple(
        PlaceTold(
            Text(**told["place"]),
            datetime.fromisoformat(told["from_at"]),
            datetime.fromisoformat(told["to_at"]),
            told["whole_days"],
            told["widened"],
        )
        for told in row.places
    )


def _deliveries(rows: list[Any], at: datetime) -> tuple[DeliveryRow, ...]:
    places = titles_of([row.outlet.place_id for row in rows])
    said = Heard.objects.filter(delivery__in=rows, heard_at__lte=at).order_by("heard_at", "id")
    heard = {one.delivery_id: one for one in said}
    last = {row.id: heard.get(row.id, Heard(attempts=0, answer="")) for row in rows}
    return tuple(
        DeliveryRow(
            row.id,
            row.edition.edition,
            row.outlet.channel,
            row.outlet.name,
            places[row.outlet.place_id],
            row.withdrawal,
            row.queued_at,
            last[row.id].attempts,
            _by(row.sent_at, at),
            _by(row.received_at, at),
            _by(row.given_up_at, at),
            last[row.id].answer,
        )
        for row in rows
    )
