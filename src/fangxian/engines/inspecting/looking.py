"""Which lookups of persons an auditor should ask about first. Unusual is a question, never a finding."""

from datetime import timedelta

import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.tables.columns import Column, Table

UNUSUAL = {
    "often": Text("查阅人数远多于同岗位", "far more people than others in that role"),
    "at-night": Text("深夜查阅", "at night"),
    "many-eyes": Text("多个单位查阅同一人", "several offices looked at one person"),
}
"""Why a lookup is shown first."""

OFTEN_PEOPLE = 5
OFTEN_TIMES = 3.0
NIGHT_FROM_H, NIGHT_TO_H = 22, 6
OFFICES = 3
WITHIN = timedelta(days=7)
"""Planning figures: `often` is at least five people and more than three times the usual; `many-eyes` is three
offices within a week."""

LOOKS = Table(
    "looks",
    Text("查阅记录", "lookups"),
    (
        Column("look_id", pl.String(), Text("编号", "id"), required=True),
        Column("user_id", pl.String(), Text("查阅人", "reader"), required=True),
        Column("role", pl.String(), Text("岗位", "role"), required=True),
        Column("office_id", pl.String(), Text("单位", "office"), required=True),
        Column("person_id", pl.String(), Text("被查阅人", "person"), required=True),
        Column("looked_at", pl.Datetime("us", "UTC"), Text("查阅时刻", "looked at"), required=True),
        Column("local_hour", pl.Int64(), Text("当地钟点", "hour of the local day"), required=True),
    ),
)


def find_unusual(looks: pl.DataFrame) -> pl.DataFrame:
    """Return (look_id, people, usual, unusual) for each row of `LOOKS`, in the order given.

    `people`: how many persons that reader looked at; `usual`: the median over the other readers of the same role
    (of any role where there is none, 0 where there is nobody else); `unusual`: a list of keys of `UNUSUAL`.

    >>> find_unusual(LOOKS.empty()).height
    0
    """
    rows = LOOKS.check(looks)
    readers = _readers(rows)
    often = (pl.col("people") >= OFTEN_PEOPLE) & (pl.col("people") > OFTEN_TIMES * pl.col("usual"))
    at_night = (pl.col("local_hour") >= NIGHT_FROM_H) | (pl.col("local_hour") < NIGHT_TO_H)
    marks = {"often": often, "at-night": at_night, "many-eyes": pl.col("offices") >= OFFICES}
    named = [pl.when(mark).then(pl.lit(name)) for name, mark in marks.items()]
    return (
        rows.with_row_index("nth")
        .join(readers, on="user_id", how="left")
        .join(_offices(rows), on="look_id", how="left")
        .sort("nth")
        .select("look_id", "people", "usual", unusual=pl.concat_list(named).list.drop_nulls())
    )


def _readers(rows: pl.DataFrame) -> pl.DataFrame:
    """Each reader with how many persons they looked at and what is usual among the others."""
    counted = rows.group_by("user_id").agg(
        role=pl.col("role").sort_by("looked_at").last(), people=pl.col("person_id").n_unique()
    )
    others = counted.join(counted, how="cross", suffix="_other").filter(
        pl.col("user_id") != pl.col("user_id_other")
    )
    same = others.filter(pl.col("role") == pl.col("role_other"))
    of_role = same.group_by("user_id").agg(of_role=pl.col("people_other").median())
    of_all = others.group_by("user_id").agg(of_all=pl.col("people_other").median())
    usual = pl.coalesce("of_role", "of_all", pl.lit(0.0)).alias("usual")
    return (
        counted.join(of_role, on="user_id", how="left")
        .join(of_all, on="user_id", how="left")
        .select("user_id", "people", usual)
    )


def _offices(rows: pl.DataFrame) -> pl.DataFrame:
    """Each lookup with how many offices looked at the same person in the week up to it."""
    pairs = rows.join(rows, on="person_id", suffix="_other").filter(
        pl.col("looked_at_other") <= pl.col("looked_at"),
        pl.col("looked_at_other") > pl.col("looked_at") - WITHIN,
    )
    return pairs.group_by("look_id").agg(offices=pl.col("office_id_other").n_unique())
