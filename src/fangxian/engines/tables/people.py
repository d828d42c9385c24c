"""Households, and what is known of a person that a rule may ask for."""

import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.tables.columns import Column, Table

HOUSEHOLDS = Table(
    "households",
    Text("户籍名册", "households"),
    (
        Column("person_id", pl.String(), Text("人员编号", "person"), required=True),
        Column("household_id", pl.String(), Text("户编号", "household"), required=True),
    ),
)

PERSONS = Table(
    "persons",
    Text("人员", "persons"),
    (
        Column("person_id", pl.String(), Text("人员编号", "person"), required=True),
        Column("residence_place_id", pl.String(), Text("居住地", "residence")),
        Column("age", pl.Int64(), Text("年龄", "age"), unit="years"),
        Column("immunity", pl.String(), Text("免疫状况", "immunity")),
        Column("occupation", pl.String(), Text("职业", "occupation")),
        Column("school_place_id", pl.String(), Text("学校", "school")),
    ),
)
"""Optional for a response; without it a contact's order goes to the office of the place of exposure."""
