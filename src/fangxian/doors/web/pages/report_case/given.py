"""Turns the form of a case report into what the service takes; bad values become a Problem with their place."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.http import QueryDict

from fangxian.engines.problems import Problem, Text
from fangxian.operations.cases.reports import CaseReport, StayGiven
from fangxian.operations.contacts.services import ContactGiven
from fangxian.operations.ids import new_id
from fangxian.operations.people.services import NewPerson

STAY_FIELDS = (
    "stay_on", "stay_from", "stay_to", "stay_until_on", "stay_precision", "stay_text", "stay_place_id",
    "stay_session", "stay_zone", "stay_seat",
)  # fmt: skip
CONTACT_FIELDS = ("contact_name", "contact_phone", "contact_last_on", "contact_setting")


def read_report(form: QueryDict, zone: ZoneInfo) -> CaseReport:
    """Return the report a form holds; hours are local to `zone`. Raises `not-understood`."""
    residence = form.get("residence_place_id") or None
    person = NewPerson(
        key=f"p-{new_id()}",
        full_name=form.get("name", "").strip(),
        id_number=form.get("id_number", "").strip(),
        phone=form.get("phone", "").strip(),
        residence_place_id=residence,
    )
    return CaseReport(
        person=person,
        reported_on=_day(form.get("reported_on", "")),
        kind=form.get("kind", "confirmed"),
        residence_place_id=residence,
        facts=_facts(form, zone),
        stays=tuple(_stays(form, zone)),
        contacts=tuple(_contacts(form)),
    )


def _facts(form: QueryDict, zone: ZoneInfo) -> dict[str, object]:
    facts: dict[str, object] = {}
    if onset_on := form.get("onset_on"):
        facts["onset_on"] = _day(onset_on)
    for name in ("sampled_at", "isolated_at"):
        if at := form.get(name):
            facts[name] = _instant(at, zone)
    if age := form.get("age"):
        facts["age"] = _whole(age)
    if route := form.get("detection_route"):
        facts["detection_route"] = route
    return facts


def _stays(form: QueryDict, zone: ZoneInfo) -> Iterator[StayGiven]:
    for cells in zip(*map(form.getlist, STAY_FIELDS), strict=True):
        stay = dict(zip(STAY_FIELDS, cells, strict=True))
        if stay["stay_on"] or stay["stay_text"].strip() or stay["stay_place_id"]:
            yield _stay(stay, zone)


def _stay(stay: dict[str, str], zone: ZoneInfo) -> StayGiven:
    on, until_on, end = stay["stay_on"], stay["stay_until_on"] or stay["stay_on"], stay["stay_to"]
    day = _day(on)
    arrive_at = _instant(f"{on}T{stay['stay_from'] or '00:00'}", zone)
    leave_at = _instant(f"{until_on}T{end}", zone) if end else _midnight_after(max(day, _day(until_on)), zone)
    # A stay that ends earlier in the day than it began went past midnight.
    if leave_at < arrive_at:
        leave_at += timedelta(days=1)
    return StayGiven(
        arrive_at,
        leave_at,
        stay["stay_precision"],
        stay["stay_place_id"] or None,
        stay["stay_text"].strip(),
        session=stay["stay_session"].strip(),
        zone=stay["stay_zone"].strip(),
        seat=stay["stay_seat"].strip(),
    )


def _contacts(form: QueryDict) -> Iterator[ContactGiven]:
    for name, phone, last_on, setting in zip(*map(form.getlist, CONTACT_FIELDS), strict=True):
        if name.strip() or phone.strip():
            person = NewPerson(key=f"p-{new_id()}", full_name=name.strip(), phone=phone.strip())
            yield ContactGiven(person=person, last_on=_day(last_on), setting=setting.strip())


def _midnight_after(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise _not_understood(text) from error


def _instant(text: str, zone: ZoneInfo) -> datetime:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)
    except ValueError as error:
        raise _not_understood(text) from error


def _whole(text: str) -> int:
    if not text.isdecimal():
        raise _not_understood(text)
    return int(text)


def _not_understood(text: str) -> Problem:
    return Problem(
        "not-understood",
        Text(f"“{text}”无法识别。", f"“{text}” was not understood."),
        Text(
            "日期写作 2021-07-24，时间写作 14:00，年龄写整数。",
            "Days look like 2021-07-24, hours like 14:00, ages are whole.",
        ),
        Text("请改正后再提交，已填内容仍在。", "Correct it and send again; nothing you typed is lost."),
    )
