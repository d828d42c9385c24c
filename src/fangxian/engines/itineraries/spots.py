"""Where somebody was, as the text has it: places known, places only described, trains and flights."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fangxian.engines.gazetteer import Gazetteer, Mention
from fangxian.engines.tables import VENUE

_VERBS = (
    r"就餐|用餐|吃|喝|购物|购买|买|观看|观演|看演出|参观|游览|游玩|停留|休息|留宿|住宿|入住|居住|工作|上班|上课|学习|培训|看病|就诊|就医|"
    r"乘坐|乘|打牌|打麻将|采样|检测|做核酸|核酸|开会|办理|办事|逗留|活动|取款|聚餐|聚会|等候|候车|候机|锻炼|散步|理发|加油|接|送|唱歌|"
    r"避暑|探亲|访友|出差|旅游|路过|附近|陪|与|和|后|时|并|途中|期间|未|等"
)
_UNKNOWN = re.compile(
    rf"(?:^|(?<=[^一-鿿])|(?<=[一-鿿]))(?:在|到达|到|前往|去往|去|入住|返回|回到|回|抵达|进入|至|于)(?P<place>家里?|家中|单位|[^，。；,;:：\n]{{2,24}}?)(?=(?:{_VERBS})|[，。；,;\n]|$)"
)
_PLAIN = re.compile(rf"^[\s，,:：、.]*(?P<place>[^，。；,;\n]{{2,40}}?)(?=(?:{_VERBS})|[，。；,;\n]|$)")
_UNKNOWN_ENGLISH = re.compile(
    r"\b(?:at|to|in|visited|entered|stayed at|checked into|reached)\s+"
    r"(?P<place>(?:the |a |an |his |her |their )?[a-z0-9][\w' &.-]{2,50}?)"
    r"(?=\s+(?:at|on|from|for|with|between|until|till|around|about|where|and then|then|and (?:had|ate|left|went|took))\b|[,.;\n]|$)"
)
_NO_PLACE = re.compile(
    r"(?:外出|出现|自觉|自述|感到|发热|发烧|咳嗽|咽痛|症状|不适|无|未|确诊|阳性|阴性|转运|隔离|采样|结果|诊断|"
    r"had a fever|felt|developed|tested positive|symptom)"
)
_TRAIN = re.compile(
    r"(?:乘坐?|搭乘|换乘|转乘)?\s*(?P<name>[gdckzty]\d{1,4})\s*(?:次)?(?:列车|高铁|动车|火车)?|\btrain (?P<name2>[gdckzty]\d{1,4})\b"
)
_CODE = r"(?:[a-z]{2}|[a-z]\d|\d[a-z])"
_FLIGHT = re.compile(
    rf"(?:乘坐?|搭乘)?\s*(?P<name>{_CODE}\d{{3,4}})\s*(?:次)?(?:航班|班机)?|\bflight (?P<name2>{_CODE}\s?\d{{3,4}})\b"
)
_CAB = re.compile(
    r"(?:乘坐?|搭乘|打)\s*(?P<name>(?:\d{1,3}路)?(?:出租车|网约车|公交车?|大巴车?|客车|地铁\d*号?线?|的士))(?P<name2>\b)?"
)
_COACH = re.compile(
    r"(?<![a-z\d])(?P<name>\d{1,2})\s*号?(?:车厢|车)|\b(?:coach|car|carriage) (?P<name2>\d{1,2})\b"
)
_SEAT = re.compile(
    r"(?P<name>\d{1,2}\s?[a-k])\s*(?:座|号|$|(?=[，。；,;\s]))|(?P<name3>\d{1,2}排\d{1,3}[座号])|\bseat (?P<name2>\d{1,2}\s?[a-k]|[a-z]?\d{1,3})\b"
)
_SESSION = re.compile(
    r"(?P<name>第[一二三四五六\d]+场|[早午晚日夜]场|\d{1,2}[点时]场)|"
    r"\b(?P<name2>(?:first|second|third|matinee|evening) (?:show|session|performance))\b"
)
_ZONE = re.compile(
    r"(?P<name>(?:贵宾|vip|[a-d])区(?!县)|\d+号厅|[一二三四五]楼(?:大厅|包厢|餐厅)?|包厢\w{0,4})|\b(?P<name2>(?:zone|hall|section) [a-z0-9]{1,3})\b"
)
_LEAVING = re.compile(
    r"(?:从|自|由|离开|驶离|\bfrom(?: the)?|\bleft(?: the)?|\bleaving(?: the)?|\bdeparted(?: from)?(?: the)?)\s*$"
)
_ONLY_AN_ACT = re.compile(rf"(?:{_VERBS}|退房|返程|出发|起床|到达|抵达|离开)+(?:了|后|时|等)?$")
_OPENING = re.compile(r"\s*(?:then|afterwards|随后|之后|然后|接着)[\s,，]*")
_LEAVING_FIRST = re.compile(r"离开|驶离|left |leaving ")


@dataclass(frozen=True)
class Spot:
    """One place somebody was at: `text[start:end]`. `code` is empty where it has to be asked about.

    `leaving`: the text says they left it, or set out from it.
    """

    start: int
    end: int
    text: str
    code: str
    mention: Mention | None
    leaving: bool = False
    vehicle: str = ""


def find_spots(
    text: str,
    written: str,
    start: int,
    end: int,
    mentions: Sequence[Mention],
    gazetteer: Gazetteer,
    *,
    timed: int | None,
) -> list[Spot]:
    """Return the spots of a clause, `text[start:end]`.

    `timed`: where the moment of the clause stops, None if it has none: only a clause with a moment may have a
    place that is described but not known.
    """
    rides = _rides(text, written, start, end)
    known = [
        _known(text, written, start, end, one, gazetteer) for one in mentions if start <= one.start < end
    ]
    known = [
        spot for spot in known if not any(ride.start < spot.end and spot.start < ride.end for ride in rides)
    ]
    if rides:
        # Who rides is on the way: a city they ride to is no place they were at yet.
        known = [spot for spot in known if not _is_wide(spot, gazetteer)]
    known = [spot for spot in known if not (spot.leaving and _is_wide(spot, gazetteer))]
    spots = sorted([*rides, *known], key=lambda spot: spot.start)
    if spots or timed is None:
        return spots
    return list(_described(text, written, max(start, timed), end))


def _is_wide(spot: Spot, gazetteer: Gazetteer) -> bool:
    """Nobody is at a city or a district: it only says where they came from."""
    place = gazetteer.places.get(spot.code or (spot.mention.code if spot.mention else ""))
    return place is not None and place.level != VENUE and place.depth <= _WIDEST


_WIDEST = 2


def _rides(text: str, written: str, start: int, end: int) -> list[Spot]:
    rides: list[Spot] = []
    for pattern in (_TRAIN, _FLIGHT, _CAB):
        for found in pattern.finditer(text, start, end):
            group = "name" if found["name"] else "name2"
            at = found.start(group)
            inside_a_word = bool(at) and text[at - 1].isascii() and text[at - 1].isalnum()
            if inside_a_word or any(at < one.end for one in rides):
                continue
            words, name = written[at : found.end()].strip(), found[group].upper().replace(" ", "")
            rides.append(Spot(at, found.end(), words, "", None, vehicle=name))
    return rides


def _known(text: str, written: str, start: int, end: int, mention: Mention, gazetteer: Gazetteer) -> Spot:
    """Return the spot a mention stands for: the place itself, or something in it that only its words describe."""
    place = gazetteer.places.get(mention.code)
    wide = place is not None and place.level != VENUE and place.depth <= _SETTLED_BELOW
    begin = _described_before(text, start, mention.start) if wide else mention.start
    stop = mention.end + _rest_of_name(text, mention.end, end, wide)
    leaving = bool(_LEAVING.search(text[:begin]))
    if begin < mention.start or stop > mention.end or (wide and _names_a_venue(mention)):
        return Spot(begin, stop, written[begin:stop], "", mention, leaving)
    return Spot(begin, stop, mention.text, mention.code, mention, leaving)


_REST = (
    rf"(?!{_VERBS}|市区|城区|境内|内|里|的|各|全|[上下]午)[一-鿿a-z\d]{{1,16}}?"
    r"(?:店|馆|厅|楼|场|院|校|园|所|站|行|中心|超市|广场|公司|厂|诊所|大学|中学|小学|景区|景点|茶社|小区|网吧)"
)
_VENUE_BEHIND = re.compile(rf"{_REST}(?:[（(][^）)]*[）)])?(?=(?:{_VERBS})|[^一-鿿]|$)")
_ANYTHING_BEHIND = re.compile(
    rf"(?!{_VERBS}|市区|城区|境内|内|里|的|各|全|到|至|去|往|前往|返回|出发|[上下]午)[一-鿿a-z\d]{{2,16}}?(?=(?:{_VERBS})|[^一-鿿]|$)"
)
_DESCRIBED_BEFORE = re.compile(
    r"\b(?:at|to|visited|entered|in) ((?:a|an|the|his|her) [\w' -]{2,40}?) (?:in|at|near) (?:the )?$"
)
_VENUE_IN_DETAIL = re.compile(
    r"(?:店|馆|厅|超市|广场|酒店|宾馆|公司|厂房?|医院|诊所|学校|中学|小学|车站|火车站|机场|市场|商场|路|街|大道|巷|小区|苑|花园|公寓|家园)"
)
_SETTLED_BELOW = 3
"""Streets and what is above them are no place to have been at, if the words go on to something smaller."""


def _rest_of_name(text: str, at: int, end: int, wide: bool) -> int:
    """Return how many characters of something smaller stand behind a place."""
    found = (_ANYTHING_BEHIND if wide else _VENUE_BEHIND).match(text, at, end)
    return found.end() - at if found else 0


def _described_before(text: str, start: int, at: int) -> int:
    """Return where "a bar in" begins that stands before a wide place in English; `at` when nothing does."""
    found = _DESCRIBED_BEFORE.search(text[start:at])
    return start + found.start(1) if found else at


def _names_a_venue(mention: Mention) -> bool:
    return bool(_VENUE_IN_DETAIL.search(mention.detail))


def _described(text: str, written: str, start: int, end: int) -> Iterator[Spot]:
    """Yield the place a clause describes in words the gazetteer does not know; a symptom or a result is none."""
    if _NO_PLACE.search(text[start:end]):
        return
    opened = _OPENING.match(text, start, end)
    start = opened.end() if opened else start
    for pattern in (_UNKNOWN, _UNKNOWN_ENGLISH, _PLAIN):
        found = pattern.search(text[start:end])
        if found is None or not found["place"].strip():
            continue
        begin, stop = start + found.start("place"), start + found.end("place")
        left = _LEAVING_FIRST.match(text, begin, stop)
        begin = left.end() if left else begin
        words = written[begin:stop].strip(" .")
        if words and not _ONLY_AN_ACT.match(words):
            leaving = bool(left or _LEAVING.search(text[start:begin]))
            yield Spot(begin, begin + len(words), words, "", None, leaving)
        return


def find_marks(text: str, written: str, start: int, end: int) -> dict[str, tuple[int, int, str]]:
    """Return the session, zone (or coach) and seat told in a clause: kind -> (start, end, words)."""
    marks: dict[str, tuple[int, int, str]] = {}
    for kind, patterns in (("session", (_SESSION,)), ("zone", (_COACH, _ZONE)), ("seat", (_SEAT,))):
        for pattern in patterns:
            found = pattern.search(text, start, end)
            if found and kind not in marks:
                words = next(filter(None, found.groups()))
                marks[kind] = (
                    found.start(),
                    found.end(),
                    written[found.start() : found.end()].strip() if kind == "session" else words.upper(),
                )
    return marks
