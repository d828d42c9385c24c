"""What stands at the end of a place's name and says what it is: 省, 区, 街道, 社区居委会, District, Village."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Ending:
    """A class of endings that people use for one another; `rank` says how high such a unit stands (0: a province)."""

    kind: str
    rank: int


PROVINCE, CITY, COUNTY = Ending("province", 0), Ending("city", 1), Ending("county", 2)
ZONE = Ending("zone", 3)
STREET, TOWN, TOWNSHIP = Ending("street", 4), Ending("town", 4), Ending("township", 4)
URBAN, RURAL = Ending("urban", 5), Ending("rural", 5)

NO_ENDING_RANK = 6
"""The rank of names that end in nothing we know: venues, estates."""

_CHINESE: dict[Ending, tuple[str, ...]] = {
    PROVINCE: ("省", "自治区"),
    CITY: ("市", "自治州", "州", "地区"),
    COUNTY: ("区", "县", "自治县", "旗"),
    ZONE: ("示范区", "管理区", "高新区", "经开区", "开发区", "新区"),
    STREET: ("街道", "街道办事处", "街道办", "街办", "办事处"),
    TOWN: ("镇", "镇人民政府"),
    TOWNSHIP: ("乡", "乡人民政府", "民族乡"),
    URBAN: ("社区", "社区居委会", "社区居民委员会", "社区委员会", "居委会", "居民委员会"),
    RURAL: ("村", "村委会", "村民委员会", "村村委会", "村村民委员会"),
}
_ENGLISH: dict[Ending, tuple[str, ...]] = {
    PROVINCE: ("province",),
    CITY: ("city", "municipality", "prefecture"),
    COUNTY: ("district", "county", "districts", "counties"),
    ZONE: ("zone", "demonstration zone", "management district", "development zone"),
    STREET: ("subdistrict", "sub-district", "street", "subdistricts", "sub-districts"),
    TOWN: ("town", "towns"),
    TOWNSHIP: ("township", "townships"),
    URBAN: ("community", "communities", "residential community"),
    RURAL: ("village", "villages", "settlement"),
}
_KIND_OF = {words: kind for table in (_CHINESE, _ENGLISH) for kind, many in table.items() for words in many}


def _longest_first(table: dict[Ending, tuple[str, ...]]) -> str:
    every = sorted((words for many in table.values() for words in many), key=len, reverse=True)
    return "|".join(map(re.escape, every))


# A character that makes another word of what looks like an ending: 市场, 区域, 县令, 州际.
_NOT_BEFORE = "(?!(?<=市)[场值]|(?<=区)[域间]|(?<=县)令|(?<=州)际|(?<=街道办)事|(?<=街办)事)"
_PEOPLES = "(?:(?:土家|维吾尔|蒙古|白|回|瑶|苗|侗|壮|满|畲|彝|藏|布依|朝鲜|哈尼|傣|黎)族)+(?=乡)"
_AFTER_CHINESE = re.compile(rf"(?:{_PEOPLES})?(?:{_longest_first(_CHINESE)}){_NOT_BEFORE}")
_AFTER_ENGLISH = re.compile(rf"(?: [a-z]+(?= township))?[ ]?(?:{_longest_first(_ENGLISH)})(?![a-z0-9])")
_AT_END_CHINESE = re.compile(rf"(?:{_PEOPLES})?(?:{_longest_first(_CHINESE)})$")
_AT_END_ENGLISH = re.compile(rf"(?: [a-z]+(?= township))? (?:{_longest_first(_ENGLISH)})$")
_SHORTEST_STEM = 2


def split_name(name: str) -> tuple[str, Ending | None]:
    """Return a normalised name without its ending, and the ending; a stem of one character is not cut off.

    >>> split_name("桐荫里社区居委会")
    ('桐荫里', Ending(kind='urban', rank=5))
    >>> split_name("攸县")
    ('攸县', None)
    >>> split_name("junjiaping subdistrict")[0]
    'junjiaping'
    """
    pattern = _AT_END_ENGLISH if name.isascii() else _AT_END_CHINESE
    found = pattern.search(name)
    if found is None or found.start() < _SHORTEST_STEM:
        return name, None
    return name[: found.start()], _KIND_OF[_last_words(found.group())]


def rank_of(name: str) -> int:
    """Return how high a unit of this name stands, by its ending, however short its stem.

    >>> rank_of("攸县"), rank_of("魅力湘西剧场")
    (2, 6)
    """
    found = (_AT_END_ENGLISH if name.isascii() else _AT_END_CHINESE).search(name)
    return _KIND_OF[_last_words(found.group())].rank if found else NO_ENDING_RANK


def read_ending(text: str, at: int) -> tuple[int, Ending] | None:
    """Return where the ending that begins at `at` stops, and which it is.

    >>> read_ending("永定街道崇实社区", 2)
    (4, Ending(kind='street', rank=4))
    >>> read_ending("张家界市场", 3) is None
    True
    """
    begin = at + 1 if text[at : at + 1] == " " and not text[at + 1 : at + 2].isascii() else at
    found = (_AFTER_ENGLISH if text[at : at + 2].isascii() else _AFTER_CHINESE).match(text, begin)
    if found is None or found.end() == at:
        return None
    return found.end(), _KIND_OF[_last_words(found.group())]


def _last_words(ending: str) -> str:
    """Take the people's name off a township's ending: 土家族乡, tujia township."""
    words = ending.strip()
    if words in _KIND_OF:
        return words
    return words[words.rindex("族") + 1 :] if "族" in words else words.split(" ")[-1]
