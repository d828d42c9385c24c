"""What is published of a venue where not everybody is known: the place, when, and what to do. Never a person."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from fangxian.engines.problems import Text
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.contacts.queries import list_visits
from fangxian.operations.contacts.rows import VisitRow
from fangxian.operations.follow_ups.searching import get_venue
from fangxian.operations.follow_ups.venue_rows import Notice
from fangxian.operations.places.reach import Reach


def draft_notice(reach: Reach, outbreak_id: str, place_id: str, at: datetime) -> Notice:
    """Return what to publish of a venue: place, days, what to do. Raises `venue-not-exposed`."""
    venue, outbreak = get_venue(reach, outbreak_id, place_id, at), get_outbreak(reach, outbreak_id)
    when = tell_visits(list_visits(reach, outbreak_id, place_id, at), outbreak.timezone)
    title = Text(f"{venue.place.zh}: 请同场人员报告", f"{venue.place.en}: were you there?")
    body = Text(
        f"以下时段到过{venue.place.zh}的人员: {when.zh}。"
        "请通过公告所附链接自报，或致电所在社区。请留意身体状况，出现症状先打电话，不要乘坐公共交通。"
        "自报只用于本起疫情的查找，不公开任何人的姓名。",
        f"If you were at {venue.place.en} ({when.en}), report it by the link beside this notice or call your "
        "community. Watch your health; with any symptom telephone first and take no public transport. What you "
        "report serves this search only and no name is published.",
    )
    return Notice(title, body)


def tell_visits(visits: Sequence[VisitRow], timezone: str) -> Text:
    """Say when cases were at a place: hours where they are known, the day alone where they are not.

    Stays that touch are told as one, so that a notice does not count the cases.
    """
    zone = ZoneInfo(timezone)
    stays = [
        (visit.from_at.astimezone(zone), visit.to_at.astimezone(zone)) for visit in visits if _sharp(visit)
    ]
    days = sorted({visit.from_at.astimezone(zone).date() for visit in visits if not _sharp(visit)})
    zh = [f"{day.month}月{day.day}日（具体时间不详）" for day in days]
    en = [f"{day:%-d %B}, hours not known" for day in days]
    for begin, end in _merged(stays):
        same = begin.date() == end.date()
        until_zh, until_en = ("", "") if same else (f"{end.month}月{end.day}日 ", f"{end:%-d %B} ")
        zh.append(f"{begin.month}月{begin.day}日 {begin:%H:%M} 至 {until_zh}{end:%H:%M}")
        en.append(f"{begin:%-d %B %H:%M} to {until_en}{end:%H:%M}")
    return Text("；".join(zh), "; ".join(en))


def _sharp(visit: VisitRow) -> bool:
    return visit.precision != "day"


def _merged(stays: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    merged: list[tuple[datetime, datetime]] = []
    for begin, end in sorted(stays):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return merged
