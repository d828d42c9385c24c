"""Posts to fill at once, and the cast of the four-city demonstration. No passwords: links are made one by one."""

from dataclasses import dataclass

from fangxian.engines.problems import Text


@dataclass(frozen=True)
class Post:
    """Somebody to appoint: who, in which role, in which department at which place."""

    handle: str
    role: str
    place_id: str
    department: str
    name: Text


DEMO_CAST = (
    Post("commander", "commander", "43", "command_office", Text("总指挥", "Commander")),
    Post("city-cdc", "city-cdc", "43", "cdc", Text("市疾控中心", "City CDC")),
    Post("district-cdc", "district-cdc", "430102", "cdc", Text("芙蓉区疾控中心", "Furong District CDC")),
    Post(
        "community-worker",
        "community-worker",
        "430102003001",
        "command_office",
        Text("桐荫里社区网格员", "Tongyinli community worker"),
    ),
    Post(
        "other-district-worker",
        "community-worker",
        "430105001004",
        "command_office",
        Text("开福区福城社区网格员", "Kaifu District community worker"),
    ),
    Post("auditor", "auditor", "43", "discipline", Text("纪检监察员", "Auditor")),
)
"""Synthetic people; the places are those of pack hunan-4."""
