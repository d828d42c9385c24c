"""The lists a register may be made of, and what a row of one holds."""

from dataclasses import dataclass

import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.tables.columns import DAY, Column, Table

SEXES = ("female", "male")

LIST_ROWS = Table(
    "list_rows",
    Text("名单", "list of people"),
    (
        Column("row_id", pl.String(), Text("行号", "row"), required=True),
        Column("full_name", pl.String(), Text("姓名", "name")),
        Column("id_number", pl.String(), Text("身份证号", "identity number")),
        Column("phone", pl.String(), Text("电话", "phone")),
        Column("birth_on", DAY, Text("出生日期", "birthday")),
        Column("birth_year", pl.Int64(), Text("出生年", "year of birth"), unit="years"),
        Column("sex", pl.String(), Text("性别", "sex"), values=SEXES),
        Column("place_id", pl.String(), Text("地区", "place")),
        Column("address", pl.String(), Text("门牌", "door")),
        Column("household_id", pl.String(), Text("户编号", "household")),
    ),
)
"""Only `row_id` is required, and it is unique within its list. `household_id` means the same in every list."""


LIST_FILE = Table(
    "list_file",
    Text("名单文件", "file of a list of people"),
    (
        Column("row_id", pl.String(), Text("行号", "row")),
        Column("person_id", pl.String(), Text("人员编号", "person")),
        *(
            Column(one.name, one.dtype, one.label, required=one.name == "place_id", values=one.values)
            for one in LIST_ROWS.columns[1:]
        ),
    ),
)
"""A list as it comes. `person_id`: the number by which the household register knows the person, where the list has it.
Every row says where the person lives; `row_id` is made where the list has none."""


@dataclass(frozen=True)
class ListSource:
    """A kind of list: `on` says whether a register uses it unless told otherwise, `repeats` whether one person
    may stand on it several times."""

    list_id: str
    title: Text
    on: bool = False
    repeats: bool = False


SOURCES = (
    ListSource("household-register", Text("户籍名册", "household register"), on=True),
    ListSource("grid-roster", Text("网格员名册", "grid roster")),
    ListSource("phones", Text("手机实名登记", "phone subscribers"), repeats=True),
    ListSource("shops", Text("商铺从业人员", "shop staff"), repeats=True),
    ListSource("deliveries", Text("快递收件人", "parcel recipients"), repeats=True),
    ListSource("earlier-rounds", Text("往轮采样名单", "people of earlier rounds"), repeats=True),
    ListSource("self-registration", Text("自主登记", "self-registration"), repeats=True),
)
"""Everything but the household register is off until somebody switches it on with a legal basis."""
