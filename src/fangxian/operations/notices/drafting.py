"""The first words of a notice, from what was signed: whom it binds, from when until when, on which ground, where to turn."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from fangxian.engines.plans import LegalBasis, Measure
from fangxian.engines.problems import Text
from fangxian.engines.publishing import Publication, publish_places
from fangxian.operations.areas.queries import list_areas, list_measures
from fangxian.operations.areas.rows import AreaRow, MeasureRow
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.contacts.frames import exposure_frames
from fangxian.operations.notices.problems import NOTHING_TO_TELL
from fangxian.operations.notices.rows import NoticeGiven
from fangxian.operations.places.queries import frame, titles_of
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND
from fangxian.stores.packs import read_legal, read_plan

LEVELS = {
    "low": Text("低风险地区", "low risk"),
    "medium": Text("中风险地区", "medium risk"),
    "high": Text("高风险地区", "high risk"),
    "sealed": Text("封控区", "sealed zone"),
    "controlled": Text("管控区", "controlled zone"),
    "precaution": Text("防范区", "precaution zone"),
}


@dataclass(frozen=True)
class Drafted:
    """A draft: the words, whom it concerns, and for places the published rows with their coverage."""

    kind: str
    subject: str
    place_id: str
    given: NoticeGiven
    places: tuple[dict[str, Any], ...] = ()
    exposed: int | None = None
    covered: int | None = None


def draft_of_measure(reach: Reach, outbreak: OutbreakRow, key: str, at: datetime) -> Drafted:
    """Return the draft of a measure in force. Raises `not-found`."""
    row = next((row for row in list_measures(reach, outbreak.id, at, at) if row.key == key), None)
    if row is None:
        raise NOT_FOUND(what="measure", what_zh="措施", key=key)
    plan = read_plan(outbreak.plan)
    measure = plan.measures.get(row.measure)
    basis = read_legal(plan.legal).bases.get(row.legal_basis)
    title = Text(f"关于{row.place.zh}{row.title.zh}的通告", f"{row.place.en}: {row.title.en}")
    return Drafted(
        "measure", key, row.place_id, NoticeGiven(title, _measure_words(row, measure, basis, outbreak))
    )


def draft_of_area(reach: Reach, outbreak: OutbreakRow, key: str, at: datetime) -> Drafted:
    """Return the draft of an area that stands. Raises `not-found`."""
    row = next((row for row in list_areas(reach, outbreak.id, at, at) if row.key == key), None)
    if row is None:
        raise NOT_FOUND(what="area", what_zh="风险地区", key=key)
    level = LEVELS.get(row.level, Text(row.level, row.level))
    title = Text(f"关于将{row.place.zh}列为{level.zh}的通告", f"{row.place.en} is now at {level.en}")
    return Drafted("area", key, row.place_id, NoticeGiven(title, _area_words(row, level, outbreak)))


def draft_of_places(reach: Reach, outbreak: OutbreakRow, place_id: str, at: datetime) -> Drafted:
    """Return the draft of the places that cases visited inside `place_id`. Raises `nothing-to-tell`."""
    inside = Reach(frozenset({place_id}), identities=False)
    visits, exposures = exposure_frames(reach, inside, outbreak.id, at)
    places = frame(Reach(frozenset({outbreak.place_id})))
    found = publish_places(visits, exposures, places, outbreak.timezone)
    if found.rows.is_empty():
        raise NOTHING_TO_TELL()
    told = _told(found)
    given = NoticeGiven(
        Text(
            f"关于{titles_of([place_id])[place_id].zh}病例活动场所的通告",
            f"{titles_of([place_id])[place_id].en}: places where cases have been",
        ),
        _places_words(told, outbreak.timezone),
    )
    return Drafted("places", place_id, place_id, given, tuple(told), found.exposed, found.covered)


def tell_window(row: dict[str, Any], timezone: str) -> Text:
    """Say when: hours where they may be told, else the days alone."""
    zone = ZoneInfo(timezone)
    begin, end = (datetime.fromisoformat(row[name]).astimezone(zone) for name in ("from_at", "to_at"))
    if not row["whole_days"]:
        return _from_to(begin, end)
    first, last = begin.date(), (end - (end - begin) / 1_000_000_000).date()
    if first == last:
        return Text(f"{first.month}月{first.day}日", f"{first:%-d %B}")
    return Text(
        f"{first.month}月{first.day}日至{last.month}月{last.day}日", f"{first:%-d %B} to {last:%-d %B}"
    )


def _from_to(begin: datetime, end: datetime) -> Text:
    same = begin.date() == end.date()
    until_zh, until_en = ("", "") if same else (f"{end.month}月{end.day}日", f"{end:%-d %B} ")
    return Text(
        f"{begin.month}月{begin.day}日{begin:%H:%M}至{until_zh}{end:%H:%M}",
        f"{begin:%-d %B %H:%M} to {until_en}{end:%H:%M}",
    )


def _told(found: Publication) -> list[dict[str, Any]]:
    names = titles_of(found.rows["place_id"].to_list())
    rows = [
        {
            "place": {"zh": names[row["place_id"]].zh, "en": names[row["place_id"]].en},
            "from_at": row["from_at"].isoformat(),
            "to_at": row["to_at"].isoformat(),
            "whole_days": row["whole_days"],
            "widened": row["widened"],
        }
        for row in found.rows.iter_rows(named=True)
    ]
    return sorted(rows, key=lambda row: (row["place"]["zh"], row["from_at"]))


def _places_words(told: list[dict[str, Any]], timezone: str) -> Text:
    when = [(row["place"], tell_window(row, timezone)) for row in told]
    lines_zh = "\n".join(f"· {place['zh']}：{window.zh}" for place, window in when)
    lines_en = "\n".join(f"· {place['en'] or place['zh']}: {window.en}" for place, window in when)
    return Text(
        "在下列时段到过下列场所的人员，请立即向所在社区报告，并留意身体状况；出现症状请先打电话，不要乘坐公共交通。\n"
        f"{lines_zh}\n名单按场所排列，不是任何一个人的行程；报告只用于本起疫情的防控。",
        "If you were at one of these places at the time given, tell your community now and watch your health. With any "
        f"symptom telephone first and take no public transport.\n{lines_en}\nThe list is ordered by place; it is "
        "nobody's route. What you report serves this outbreak only.",
    )


def _measure_words(
    row: MeasureRow, measure: Measure | None, basis: LegalBasis | None, outbreak: OutbreakRow
) -> Text:
    zone = ZoneInfo(outbreak.timezone)
    window = _from_to(row.starts_at.astimezone(zone), row.ends_at.astimezone(zone))
    binds, cost = (measure.binds, measure.instruction) if measure else (Text("", ""), Text("", ""))
    zh = [f"一、措施：{row.title.zh}。", f"二、时间：{window.zh}，到期自动解除。"]
    en = [f"1. What: {row.title.en}.", f"2. When: {window.en}; it ends by itself."]
    if measure is not None:
        zh.append(f"三、对象：{binds.zh}。")
        en.append(f"3. Who: {binds.en}.")
        zh.append(f"四、安排：{cost.zh}")
        en.append(f"4. How: {cost.en}")
    if basis is not None:
        zh.append(f"五、依据：{basis.law.zh}。不服的，{basis.appeal.zh}。")
        en.append(f"5. Ground: {basis.law.en}. {basis.appeal.en}.")
    return Text("\n".join(zh), "\n".join(en))


def _area_words(row: AreaRow, level: Text, outbreak: OutbreakRow) -> Text:
    begin = row.starts_at.astimezone(ZoneInfo(outbreak.timezone))
    reason = Text(
        f"理由：{row.reason.zh}。" if row.reason.zh else "",
        f" Reason: {row.reason.en}." if row.reason.en else "",
    )
    return Text(
        f"自{begin.month}月{begin.day}日{begin:%H:%M}起，{row.place.zh}列为{level.zh}。{reason.zh}"
        "其他地区等级不变。区域内居民请配合检测和登记；就医、用药和生活困难请联系社区。",
        f"From {begin:%-d %B %H:%M} {row.place.en} is at {level.en}.{reason.en} Elsewhere nothing changes. Residents: "
        "please come for testing and register; for care, medicine or help call your community.",
    )
