"""What sending people to posts takes and gives."""

import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.tables.columns import Column, Table

_PERSON = Column("person_id", pl.String(), Text("人员编号", "person"), required=True)
_PLACE = Column("place_id", pl.String(), Text("地区", "place"), required=True)
_POST = Column("post_id", pl.String(), Text("岗位编号", "post"))
_SKILLS = Column("skills", pl.String(), Text("技能", "skills"))
_LANGUAGES = Column("languages", pl.String(), Text("语言", "languages"))
_LAT = Column("lat", pl.Float64(), Text("纬度", "latitude"), unit="degrees")
_LON = Column("lon", pl.Float64(), Text("经度", "longitude"), unit="degrees")

PEOPLE_TO_SEND = Table(
    "people_to_send",
    Text("可派人员", "people to send"),
    (
        _PERSON,
        Column("team_id", pl.String(), Text("工作队", "team")),
        _SKILLS,
        _LAT,
        _LON,
        Column("employer", pl.String(), Text("单位", "employer")),
        _LANGUAGES,
        Column("home_place_id", pl.String(), Text("居住地", "home")),
        Column("hours_worked", pl.Float64(), Text("近七日工时", "hours worked"), unit="hours in 7 days"),
        Column("nights_worked", pl.Float64(), Text("近七日夜班", "nights worked"), unit="nights in 7 days"),
    ),
)
"""`skills`, `languages`: codes separated by `;`. Without a position a person is far from everywhere but home."""

POSTS = Table(
    "posts",
    Text("岗位", "posts"),
    (
        _PLACE,
        Column("need", pl.Int64(), Text("需要人数", "need"), required=True, unit="people"),
        _SKILLS,
        _LAT,
        _LON,
        Column("weight", pl.Int64(), Text("权重", "weight")),
        _LANGUAGES,
        _POST,
    ),
)
"""Everybody sent to a post has all its skills and languages. `post_id` tells two posts of one place apart."""

POSTINGS = Table(
    "postings",
    Text("派员去向", "postings"),
    (
        _PERSON,
        _PLACE,
        Column("distance_m", pl.Float64(), Text("距离", "distance"), unit="metres"),
        Column("why", pl.String(), Text("理由", "why"), required=True),
        _POST,
    ),
)
"""`why`: reason codes separated by `;`. `distance_m` is empty where somebody's position is not known."""

POSTS_SHORT = Table(
    "posts_short",
    Text("缺员岗位", "posts short"),
    (
        _PLACE,
        _POST,
        _SKILLS,
        Column("short", pl.Int64(), Text("缺员人数", "short"), required=True, unit="people"),
    ),
)
