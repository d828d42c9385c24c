"""The limits of rosters: what they are, what others would break, who set them and why."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from fangxian.doors.web.desk import Desk, signed_in
from fangxian.doors.web.given import unclear
from fangxian.doors.web.pages.rosters.words import LIMITS, NAMED_LIMITS, WORDS
from fangxian.doors.web.paging import ROWS_BESIDE, turn_to
from fangxian.doors.web.rendering import render_page, tell
from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text
from fangxian.engines.rostering import NAMES, SOURCES, HeatBand, Rules
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.rosters.limits import (
    BOUNDS,
    LONGEST_REASON,
    count_broken,
    find_limits,
    list_limits_set,
    set_limits,
)

HOURS = ("rest_hours", "day_hours", "week_hours")
_ANY = -50.0
"""The coldest band begins where nobody works: it is the one of every temperature that has no other."""


@require_GET
@signed_in
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the limits; with others in the address, what of the rosters that stand would break them. Writes nothing."""
    if desk.outbreak is None:
        return render_page(request, "web/no_outbreak.html", Words())
    reach, outbreak, at = desk.reach, desk.outbreak.id, desk.known_at
    rules = find_limits(desk.outbreak, at)
    wanted = _read(request.GET, rules) if "rest_hours" in request.GET else rules
    now = count_broken(reach, outbreak, rules, at)
    then = now if wanted == rules else count_broken(reach, outbreak, wanted, at)
    settings = turn_to(request, list_limits_set(reach, outbreak, at), ROWS_BESIDE)
    return render_page(
        request,
        "rosters/limits.html",
        LIMITS | WORDS,
        fields=[
            (name, _spell(wanted, name), NAMED_LIMITS[name], SOURCES.get(_rule(name))) for name in BOUNDS
        ],
        bands=[(nth, band, _label(wanted, nth)) for nth, band in enumerate(wanted.heat)],
        heat_source=SOURCES["heat"],
        asked=wanted != rules,
        now=now,
        then=then,
        compared=_compared(now.by_rule, then.by_rule),
        may_set=desk.may["command"] and reach.covers(desk.outbreak.place_id),
        settings=settings,
        names={name: _called(name) for row in settings for name in row.changed},
        longest=LONGEST_REASON,
    )


@require_POST
@signed_in
def save(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Set the limits from now on."""
    outbreak = desk.outbreak or get_outbreak(desk.reach, "")
    rules = _read(request.POST, find_limits(outbreak, desk.known_at))
    reason = request.POST.get("reason", "")
    set_limits(desk.actor, desk.clock, outbreak_id=outbreak.id, rules=rules, reason=reason)
    tell(request, LIMITS, "were_set")
    return redirect("roster-limits")


def _read(form: QueryDict, rules: Rules) -> Rules:
    """Return the limits of a form; temperatures of the bands stay as they are. Raises `form-unclear`."""
    read: dict[str, Any] = {
        name: _number(form, name, NAMED_LIMITS[name], whole=name not in HOURS) for name in BOUNDS
    }
    heat = tuple(
        HeatBand(
            band.from_c,
            int(_number(form, f"stretch_{nth}", NAMES["heat"], whole=True)),
            int(_number(form, f"day_{nth}", NAMES["heat"], whole=True)),
        )
        for nth, band in enumerate(rules.heat)
    )
    return replace(rules, heat=heat, **read)


def _number(form: QueryDict, name: str, called: Text, *, whole: bool) -> float | int:
    text = form.get(name, "").strip()
    digits = text if whole else text.replace(".", "", 1)
    if not digits.isdecimal() or len(digits) > 6:
        raise unclear(called)
    return int(text) if whole else float(text)


def _rule(name: str) -> str:
    """Limits are called as the rules they make, but for rest."""
    return "rest" if name == "rest_hours" else name


def _spell(rules: Rules, name: str) -> str:
    return f"{getattr(rules, name):g}"


def _label(rules: Rules, nth: int) -> Text:
    """Say for which temperatures a band is: the coldest has no beginning, the hottest no end."""
    begin, later = rules.heat[nth].from_c, rules.heat[nth + 1 :]
    if nth == 0:
        return Text(f"{later[0].from_c:g}℃以下", f"below {later[0].from_c:g} °C") if later else Text("", "")
    if not later:
        return Text(f"{begin:g}℃及以上", f"from {begin:g} °C on")
    return Text(f"{begin:g}–{later[0].from_c:g}℃", f"{begin:g}–{later[0].from_c:g} °C")


def _compared(now: dict[str, int], then: dict[str, int]) -> list[tuple[Text, int, int]]:
    return [(NAMES[rule], now.get(rule, 0), then.get(rule, 0)) for rule in sorted(now | then)]


def _called(name: str) -> Text:
    """Return what a limit is called, as the record names it: `heat_32_day_minutes`."""
    if name in NAMED_LIMITS:
        return NAMED_LIMITS[name]
    _, begin, what = name.split("_", 2)
    word = {
        "stretch_minutes": Text("一次穿防护服分钟", "minutes in a suit at a stretch"),
        "day_minutes": Text("24小时穿防护服分钟", "minutes in a suit in 24 h"),
    }[what]
    if float(begin) < _ANY:
        return word
    return Text(f"{begin}℃起{word.zh}", f"{word.en}, from {begin} °C on")
