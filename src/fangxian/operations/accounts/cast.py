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
    Post(
        "district-commander",
        "district-commander",
        "430102",
        "command_office",
        Text("芙蓉区指挥长", "Furong District commander"),
    ),
    Post("street-worker", "street-worker", "430102003", "command_office", Text("街道干部", "Street worker")),
    Post("grid-worker", "grid-worker", "430102003001", "command_office", Text("网格员甲", "Grid worker")),
    Post("clinician", "clinician", "430102", "hospital", Text("区医院医生", "District clinician")),
    Post(
        "checkpoint-worker",
        "checkpoint-worker",
        "430102003001",
        "transport",
        Text("卡口值守员", "Checkpoint worker"),
    ),
    Post("site-lead", "site-lead", "430102003", "hospital", Text("采样点负责人", "Site lead")),
    Post("lab-worker", "lab-worker", "4301", "laboratory", Text("实验室人员", "Lab worker")),
    Post(
        "supplies-officer", "supplies-officer", "430102", "supplies", Text("物资保障员", "Supplies officer")
    ),
    Post(
        "publicity-officer", "publicity-officer", "43", "publicity", Text("宣传部门人员", "Publicity officer")
    ),
    Post("inspector", "inspector", "43", "discipline", Text("督查员", "Inspector")),
    Post(
        "discipline-head",
        "discipline-head",
        "43",
        "discipline",
        Text("纪委书记", "Head of discipline office"),
    ),
    Post("appeal-officer", "appeal-officer", "43", "justice", Text("行政复议员", "Appeal officer")),
    Post("police-officer", "police-officer", "430102", "police", Text("民警", "Police officer")),
    Post(
        "migration-officer", "migration-officer", "43", "migration", Text("移民管理员", "Migration officer")
    ),
)
"""Synthetic people; the places are those of pack hunan-4."""
