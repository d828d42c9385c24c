"""What is compared of two rows, in which steps, and the words for each step. Both splink and people read this."""

from dataclasses import dataclass

from fangxian.engines.problems import Text

SAME_HOME = "(home_l = home_r or household_l = household_r or phone_l = phone_r)"
"""A door, a household number or a phone in common: phones are shared at home, so the three count once."""

_ALIKE = (
    "((c1_l = c1_r and (c2_l = c2_r or c3_l = c3_r or (c2_l = c3_r and c3_l = c2_r)))"
    " or (c2_l = c2_r and c3_l = c3_r))"
)
_NO_DOORS = "(home_l is null or home_r is null) and (phone_l is null or phone_r is null)"
_NO_HOMES = f"{_NO_DOORS} and (household_l is null or household_r is null)"


@dataclass(frozen=True)
class Level:
    """One outcome of a comparison: the first whose `sql` holds counts. `empty`: nothing was there to compare."""

    name: str
    sql: str
    said: Text
    empty: bool = False


@dataclass(frozen=True)
class Comparison:
    """What is compared, and its outcomes from the closest to the last, which is everything else."""

    name: str
    title: Text
    levels: tuple[Level, ...]

    def level(self, gamma: int) -> Level:
        """Return the level splink numbered so: -1 where nothing was there, else downwards from the closest."""
        told = [level for level in self.levels if not level.empty]
        return next(one for one in self.levels if one.empty) if gamma < 0 else told[len(told) - 1 - gamma]


def _nothing(sql: str) -> Level:
    return Level("nothing", sql, Text("至少一方没有填写", "one of them says nothing"), empty=True)


ID = Comparison(
    "id",
    Text("身份证号", "identity number"),
    (
        _nothing("id_l is null or id_r is null"),
        Level(
            "borrowed",
            f"id_l = id_r and name_l <> name_r and not coalesce({_ALIKE}, false)",
            Text("号码相同但姓名完全不同", "the same number under an entirely different name"),
        ),
        Level(
            "same",
            "id_l = id_r",
            Text("相同", "the same"),
        ),
        Level(
            "other",
            "id_valid_l and id_valid_r",
            Text("两个号码都通过校验且不同", "two numbers that both pass the check, and differ"),
        ),
        Level(
            "slip",
            "damerau_levenshtein(id_l, id_r) <= 1",
            Text("差一位或相邻两位颠倒", "one digit off, or two neighbours turned round"),
        ),
        Level("different", "ELSE", Text("不同", "different")),
    ),
)

NAME = Comparison(
    "name",
    Text("姓名", "name"),
    (
        _nothing("name_l is null or name_r is null"),
        Level("same", "name_l = name_r", Text("相同", "the same")),
        Level(
            "alike-as-twins",
            f"born_l = born_r and {SAME_HOME} and {_ALIKE}",
            Text(
                "同户、同日出生且只差一字, 双胞胎也常如此",
                "one character off, of one household and born on one day, as twins often are",
            ),
        ),
        Level(
            "alike-at-home",
            f"{SAME_HOME} and {_ALIKE}",
            Text(
                "同户且只差一字, 也可能是家人", "one character off within one household, as relatives may be"
            ),
        ),
        Level("alike", _ALIKE, Text("只差一字或两字颠倒", "one character off, or two turned round")),
        Level("apart-at-home", SAME_HOME, Text("同户不同名", "different names within one household")),
        Level("different", "ELSE", Text("不同", "different")),
    ),
)

BIRTH = Comparison(
    "birth",
    Text("出生日期", "birthday"),
    (
        _nothing("year_l is null or year_r is null or (id_l = id_r and (born_of_id_l or born_of_id_r))"),
        Level(
            "same-at-home",
            f"born_l = born_r and {SAME_HOME}",
            Text("同户且同日出生, 也可能是双胞胎", "the same within one household, as of twins"),
        ),
        Level(
            "same",
            "born_l = born_r",
            Text("相同", "the same"),
        ),
        Level(
            "slip",
            "damerau_levenshtein(born_l, born_r) <= 1",
            Text("差一位或相邻两位颠倒", "one digit off, or two neighbours turned round"),
        ),
        Level(
            "year",
            "(born_l is null or born_r is null) and year_l = year_r",
            Text("只知同年出生", "the same year, no more is known"),
        ),
        Level("different", "ELSE", Text("不同", "different")),
    ),
)

SEX = Comparison(
    "sex",
    Text("性别", "sex"),
    (
        _nothing("sex_l is null or sex_r is null"),
        Level("same", "sex_l = sex_r", Text("相同", "the same")),
        Level("different", "ELSE", Text("不同", "different")),
    ),
)

HOME = Comparison(
    "home",
    Text("住处与电话", "home and phone"),
    (
        _nothing(f"{_NO_HOMES} and (place_l is null or place_r is null)"),
        Level(
            "household",
            SAME_HOME,
            Text("同一门牌、户号或电话", "one door, household or phone"),
        ),
        Level(
            "phone-slip",
            "damerau_levenshtein(phone_l, phone_r) <= 1",
            Text("电话差一位或相邻两位颠倒", "phone one digit off, or two neighbours turned round"),
        ),
        Level(
            "building",
            "building_l = building_r",
            Text("同一楼栋", "the same building"),
        ),
        Level("place", "place_l = place_r", Text("同一地区", "the same place")),
        Level("different", "ELSE", Text("不同", "different")),
    ),
)

COMPARISONS = (ID, NAME, BIRTH, SEX, HOME)
COMPARED = (
    "id", "id_valid", "name", "c1", "c2", "c3", "born", "year", "born_of_id", "sex",
    "home", "household", "phone", "building", "place",
)  # fmt: skip
"""The columns the conditions above read, with _l and _r."""

BLOCKS: tuple[tuple[str, ...], ...] = (
    ("id",),
    ("home", "born"),
    ("phone", "born"),
    ("name", "born"),
    ("home", "name"),
    ("phone", "name"),
    ("building", "name", "year"),
    ("id_end", "c1"),
)
"""Only pairs that share all of one of these are weighed at all. Each asks for something besides a name, so whatever the
weights a name alone links nobody; and of millions of rows nearly no pair is left to weigh."""

NARROWED: dict[tuple[str, ...], str] = {("id_end", "c1"): "damerau_levenshtein(l.id, r.id) <= 1"}
"""What else has to hold of a pair that a block brings together."""
