"""Days and hours in Chinese: 7月22日18时至19时30分, 23日上午, 次日凌晨, 下午3点左右."""

import re

from fangxian.engines.itineraries.pieces import MINUTES_A_DAY, DayPiece, HourPiece, Piece, close_range

_TO = r"\s*(?:至|到|—{1,2}|–|-|~|～|－)\s*"
_DATE = (
    r"(?:(?P<{0}year>(?:19|20)\d\d)\s*[年/.-]\s*)?(?P<{0}month>1[0-2]|0?[1-9])\s*(?:月|[/.-](?=\d))\s*"
    r"(?P<{0}day>3[01]|[12]\d|0?[1-9])(?!\d)\s*(?:[日号](?![楼线栋院门房店游厅车机馆]))?"
)
_LONE_DAY = r"(?<![\d月.第/-])(?P<{0}day>3[01]|[12]\d|0?[1-9])[日](?!常|报|本)"
_LAST = rf"(?:{_TO}(?:(?P<last_month>1[0-2]|0?[1-9])月)?(?P<last_day>3[01]|[12]\d|0?[1-9])(?:[日]|号(?!楼)))?"
_DAY = re.compile(_DATE.format("") + _LAST)
_DAY_ALONE = re.compile(_LONE_DAY.format("") + _LAST)
_SHIFTS = {
    "当日": 0, "当天": 0, "同日": 0, "同一天": 0, "次日": 1, "翌日": 1, "第二天": 1, "隔日": 2, "第三天": 2,
}  # fmt: skip
_FROM_ANCHOR = {"今日": 0, "今天": 0, "昨日": -1, "昨天": -1, "前天": -2}
_EACH = ("每日", "每天")
_RELATIVE = re.compile("|".join((*_SHIFTS, *_FROM_ANCHOR, "期间", *_EACH)))

_PARTS = {
    "凌晨": (0, 6), "清晨": (5, 8), "早上": (6, 9), "早晨": (6, 9), "今早": (6, 9), "一早": (6, 9), "上午": (8, 12),
    "中午": (11, 14), "午间": (11, 14), "下午": (12, 18), "傍晚": (17, 20), "晚上": (18, 24), "晚间": (18, 24),
    "晚": (18, 24), "夜间": (19, 24), "夜里": (19, 24), "深夜": (22, 24), "全天": (0, 24),
}  # fmt: skip
"""What hours each part of the day covers: a window somebody was there in, not the hours they were there."""

_WITH_DAY = {
    "当晚": ("晚", 0),
    "次日晚": ("晚", 1),
    "当夜": ("夜间", 0),
    "次晨": ("早晨", 1),
    "昨晚": ("晚", -1),
}
_PART = "|".join(sorted({*_PARTS, *_WITH_DAY}, key=len, reverse=True))
_DIGITS = {word: number for number, word in enumerate("零一二三四五六七八九十")} | {
    "两": 2,
    "十一": 11,
    "十二": 12,
}
_HOUR_WORDS = "十一|十二|[零一二两三四五六七八九十]"
_CLOCK = (
    rf"(?P<{{0}}part>{_PART})?\s*(?P<{{0}}about>约|大约)?\s*"
    rf"(?:(?P<{{0}}hour>2[0-4]|1\d|0?\d)(?:\s*[:：]\s*(?P<{{0}}minute>[0-5]\d)|[时点](?!心|餐|菜|场)(?:(?P<{{0}}spoken>[0-5]?\d)分|(?P<{{0}}half>半))?)|"
    rf"(?P<{{0}}word>{_HOUR_WORDS})[点时](?!心|餐|菜)(?P<{{0}}half2>半)?)\s*(?P<{{0}}also>左右|许|前后|多)?"
)
_BARE_FROM = r"(?<![\d:：.])"
_RANGE = re.compile(
    _BARE_FROM + _CLOCK.format("a") + _TO + r"(?P<next>次日|第二天|翌日)?\s*" + _CLOCK.format("b")
)
_SHORT_RANGE = re.compile(
    rf"{_BARE_FROM}(?P<part>{_PART})?(?P<a>2[0-3]|1?\d){_TO}(?P<b>2[0-4]|1?\d)[时点](?!心)"
)
_AT = re.compile(_BARE_FROM + _CLOCK.format("a") + r"(?P<until>[之以]前|前(?![往去后])|为止)?")
_PART_ALONE = re.compile(rf"(?<![早昨今])(?:{_PART})(?!会|餐|饭|宴|班|自习|点|市)")


def find_chinese(text: str) -> list[Piece]:
    """Return the days and hours of a folded text; pieces may overlap.

    >>> find_chinese("23日上午")[0].day, find_chinese("23日上午")[1].from_minute
    (23, 480)
    """
    days: list[Piece] = [_date(found) for found in _DAY.finditer(text)]
    days += [_date(found) for found in _DAY_ALONE.finditer(text)]
    days += [_relative(found) for found in _RELATIVE.finditer(text)]
    hours: list[Piece] = [_range(found) for found in _RANGE.finditer(text)]
    hours += [_short_range(found) for found in _SHORT_RANGE.finditer(text)]
    hours += [_at(found) for found in _AT.finditer(text)]
    hours += [_part(found) for found in _PART_ALONE.finditer(text)]
    return days + hours


def _date(found: re.Match[str]) -> DayPiece:
    groups = found.groupdict()
    last_day = groups.get("last_day")
    return DayPiece(
        *_span(found),
        day=int(groups["day"]),
        month=_whole(groups.get("month")),
        year=_whole(groups.get("year")),
        last=(_whole(groups.get("last_month")), int(last_day)) if last_day else None,
    )


def _relative(found: re.Match[str]) -> DayPiece:
    word = found.group()
    shift = _SHIFTS.get(word, _FROM_ANCHOR.get(word, 0))
    return DayPiece(
        *_span(found),
        shift=shift,
        from_anchor=word in _FROM_ANCHOR,
        during=word == "期间" or word in _EACH,
        each=word in _EACH,
    )


def _range(found: re.Match[str]) -> HourPiece:
    begin, end = _minute(found, "a"), _minute(found, "b", found["apart"] or "")
    stop = close_range(begin, end, bool(found["bpart"]) or bool(found["next"]))
    if found["next"] and stop < MINUTES_A_DAY:
        stop += MINUTES_A_DAY
    about = any(found[name] for name in ("aabout", "aalso", "babout", "balso"))
    return HourPiece(*_span(found), begin, stop, about=about, shift=_shift(found["apart"]))


def _short_range(found: re.Match[str]) -> HourPiece:
    part = found["part"] or ""
    begin = _clock(int(found["a"]), 0, part)
    end = close_range(begin, _clock(int(found["b"]), 0, part), bool(part))
    return HourPiece(*_span(found), begin, end, shift=_shift(part))


def _at(found: re.Match[str]) -> HourPiece:
    minute, about = _minute(found, "a"), bool(found["aabout"] or found["aalso"])
    if found["until"]:
        return HourPiece(*_span(found), None, minute, about=True, shift=_shift(found["apart"]))
    return HourPiece(*_span(found), minute, None, about=about, shift=_shift(found["apart"]))


def _part(found: re.Match[str]) -> HourPiece:
    word = found.group()
    begin, end = _PARTS[_WITH_DAY[word][0] if word in _WITH_DAY else word]
    return HourPiece(*_span(found), begin * 60, end * 60, about=True, part=True, shift=_shift(word))


def _shift(part: str | None) -> int | None:
    return _WITH_DAY[part][1] if part in _WITH_DAY else None


def _minute(found: re.Match[str], which: str, inherited: str = "") -> int:
    word = found[f"{which}word"]
    hour = _DIGITS[word] if word else int(found[f"{which}hour"])
    half = found[f"{which}half"] or found[f"{which}half2"]
    minutes = 30 if half else int(found[f"{which}minute"] or found[f"{which}spoken"] or 0)
    return _clock(hour, minutes, found[f"{which}part"] or inherited)


def _clock(hour: int, minute: int, part: str) -> int:
    """Read an hour by the part of the day named before it: 下午3点 is 15:00, 中午1点 13:00, 凌晨12点 0:00."""
    begin, end = _PARTS[_WITH_DAY[part][0] if part in _WITH_DAY else part] if part else (0, 24)
    if end > 12 and begin >= 11 and hour < 11:
        hour += 12
    elif end <= 9 and hour == 12:
        hour = 0
    return hour * 60 + minute


def _whole(text: str | None) -> int | None:
    return int(text) if text else None


def _span(found: re.Match[str]) -> tuple[int, int]:
    """Return where a match stands, without the space around it."""
    text = found.group()
    return found.start() + len(text) - len(text.lstrip()), found.end() - (len(text) - len(text.rstrip()))
