"""What a roster may ask of anybody, as data: each limit has a name, a default and where the default comes from."""

from collections.abc import Mapping
from dataclasses import dataclass

from fangxian.engines.problems import Text


@dataclass(frozen=True)
class HeatBand:
    """From this temperature on, the most minutes in a protective suit: at a stretch, and in 24 h."""

    from_c: float
    stretch_minutes: int
    day_minutes: int


JULY = (
    HeatBand(-90.0, 240, 480),
    HeatBand(28.0, 180, 360),
    HeatBand(32.0, 120, 240),
    HeatBand(35.0, 90, 180),
    HeatBand(40.0, 0, 0),
)
"""Our own figures for want of a rule about suits: see `SOURCES`."""


@dataclass(frozen=True)
class Rules:
    """Limits of a roster. Hours of `day_hours` and `week_hours`: of shifts that begin within 24 h, within 7 days.

    timezone: whose dates nights are counted by. suit_c: the temperature of a shift in suits that gives none.
    night_at_least: so many serve at night or nobody. new_with_experienced: whoever is new is never without one who
    is not.
    """

    timezone: str = "Asia/Shanghai"
    rest_hours: float = 11.0
    day_hours: float = 12.0
    week_hours: float = 48.0
    nights_in_a_row: int = 3
    week_nights: int = 4
    night_at_least: int = 2
    new_with_experienced: bool = True
    suit_c: float = 33.0
    heat: tuple[HeatBand, ...] = JULY

    def band_at(self, temperature_c: float | None) -> HeatBand:
        """Return the band of a temperature; of none given, of `suit_c`.

        >>> Rules().band_at(36).stretch_minutes
        90
        """
        degrees = self.suit_c if temperature_c is None else temperature_c
        fitting = [band for band in self.heat if band.from_c <= degrees]
        return max(fitting or self.heat[:1], key=lambda band: band.from_c)


NAMES: Mapping[str, Text] = {
    "post": Text("属于其他岗位", "of another post"),
    "absence": Text("请假", "absent"),
    "no_night": Text("不上夜班", "no nights"),
    "no_suit": Text("不穿防护服", "no protective suit"),
    "heat": Text("高温下穿防护服时长", "minutes in a suit in the heat"),
    "rest": Text("班间休息", "rest between shifts"),
    "day_hours": Text("24小时工时", "hours in 24 h"),
    "week_hours": Text("7天工时", "hours in 7 days"),
    "nights_in_a_row": Text("连续夜班", "nights in a row"),
    "week_nights": Text("7天夜班数", "nights in 7 days"),
    "pair": Text("夜间不得单人", "never alone at night"),
    "new": Text("新手须有熟手同班", "whoever is new with one who is not"),
    "skill": Text("无此技能", "without the skill"),
    "not_found": Text("未能排出", "no way was found"),
    "nobody": Text("无人可排", "there is nobody"),
}
"""Rule -> what it is called where it keeps somebody off a shift."""

SOURCES: Mapping[str, Text] = {
    "rest": Text(
        "欧盟指令2003/88/EC第3条（每24小时连续休息11小时）；国内劳动法未规定班间休息，依此为默认。",
        "EU directive 2003/88/EC, article 3: 11 hours of rest in every 24; Chinese labour law sets none between shifts.",
    ),
    "day_hours": Text(
        "劳动法第36、41条：每日8小时，加班不超过3小时；紧急情况下第42条不限。默认12小时（含交接）为本系统取值。",
        "Labour Law of China, articles 36 and 41: 8 hours a day and at most 3 more; article 42 lifts it in emergencies. "
        "12 h, hand-over included, is our own figure.",
    ),
    "week_hours": Text(
        "欧盟指令2003/88/EC第6条：每周48小时；劳动法第36条为每周44小时。",
        "EU directive 2003/88/EC, article 6: 48 hours a week; article 36 of the Labour Law of China says 44.",
    ),
    "nights_in_a_row": Text(
        "英国健康与安全执行局HSG256：夜班连续以2至3个为限。",
        "Health and Safety Executive (UK), HSG256: 2 to 3 night shifts in a row at most.",
    ),
    "week_nights": Text("本系统取值。", "Our own figure."),
    "heat": Text(
        "本系统取值，待当地规定替换：防护服以4小时为限，气温越高越短；40℃起停止室外作业依据防暑降温措施管理办法（2012）第八条。",
        "Our own figures, to be replaced by the local rule: 4 h in a suit at most and less in the heat; no work outdoors "
        "from 40 °C on is article 8 of the rules against heat of 2012.",
    ),
}
"""Where the defaults come from."""
