"""The words of teams: kinds, roles, checks, limits. Each is data: a code and what it is called."""

from collections.abc import Mapping

from fangxian.engines.problems import Text

Words = Mapping[str, Text]

MEMBER_KINDS: Words = {"staff": Text("干部职工", "staff"), "volunteer": Text("志愿者", "volunteer")}

POST_KINDS: Words = {
    "community": Text("社区（村）", "community"),
    "site": Text("核酸检测点", "testing site"),
    "checkpoint": Text("卡口", "checkpoint"),
    "quarantine_site": Text("集中隔离点", "quarantine site"),
    "control_zone": Text("封控区", "control zone"),
    "ledger": Text("台账补查", "closing gaps of the ledger"),
    "hospital": Text("医院", "hospital"),
    "investigation": Text("流行病学调查", "investigation"),
}

ROLES: Words = {
    "lead": Text("牵头", "lead"),
    "inform": Text("宣传", "inform"),
    "persuade": Text("劝导", "persuade"),
    "watch": Text("值守", "watch"),
    "visit": Text("入户排查", "visit doors"),
    "sample": Text("采样", "sample"),
    "record": Text("登记", "record"),
    "deliver": Text("配送", "deliver"),
    "investigate": Text("流调", "investigate"),
    "support": Text("支援", "support"),
}
"""What somebody does at a post (R20: lead, inform, persuade, watch); `support` where nothing else was said."""

CHECKS: Words = {
    "identity": Text("身份核实", "identity checked"),
    "health": Text("健康状况核实", "health checked"),
    "training": Text("岗前培训", "trained"),
}
"""What has to be seen of a volunteer before they are sent anywhere."""

LIMITS: Words = {
    "no_protective_suit": Text("不宜穿防护服", "no protective suit"),
    "no_night": Text("不宜夜班", "no nights"),
    "no_standing": Text("不宜久站", "no long standing"),
    "no_contact": Text("不宜接触人群", "no contact with the public"),
}
"""What somebody may not do. Why is nobody's business: no illness is kept."""

UNIT_KINDS: Words = {
    "control_zone": Text("封控区", "control zone"),
    "quarantine_site": Text("集中隔离点", "quarantine site"),
    "testing_site": Text("核酸检测点", "testing site"),
    "checkpoint": Text("重点卡口", "key checkpoint"),
}

ANSWERS: Words = {"coming": Text("返岗", "coming"), "cannot": Text("不能返岗", "cannot come")}
"""What somebody called back from leave says."""
