"""Places the gazetteer does not know: what a text puts inside one of them is none of ours."""

import re
from collections.abc import Collection

from fangxian.engines.gazetteer.paths import Path

_UNKNOWN_UNIT = re.compile(
    r"[一-鿿](?:自治州|自治县|州|(?<!城)(?<!集)(?<!夜)(?<!超)(?<!菜)(?<!全)(?<!本)(?<!我)(?<!各)(?<!外)市|(?<!本)(?<!全)(?<!各)(?<!该)县|(?<!外)(?<!本)(?<!全)(?<!我)省|旗|"
    r"(?<!小)(?<!社)(?<!景)(?<!园)(?<!校)(?<!辖)(?<!市)(?<!城)(?<!地)(?<!院)(?<!厂)(?<!本)(?<!全)(?<!各)(?<!该)区|街道(?:办事处)?|镇)$"
)


def is_elsewhere(text: str, path: Path, known_ends: Collection[int]) -> bool:
    """Tell whether a path stands straight behind a city, county, district or street that nobody here knows.

    `known_ends`: where the names that are known stop. A path that agrees with itself is then a question, not dropped.
    """
    if path.start < 2 or path.start in known_ends:
        return False
    if not _UNKNOWN_UNIT.search(text[max(0, path.start - 8) : path.start]):
        return False
    path.contradicted = path.supported
    return not path.supported
