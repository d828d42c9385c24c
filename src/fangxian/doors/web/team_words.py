"""Words of teams: codes of members, posts and reasons, and what the journal writes of them."""

from collections.abc import Mapping

from fangxian.engines.problems import Text
from fangxian.engines.staffing.sending import REASONS
from fangxian.operations.teams import codes

SKILLS = {
    "sample": Text("采样", "sampling"),
    "drive": Text("驾驶", "driving"),
    "nurse": Text("护理", "nursing"),
    "trace": Text("流调", "tracing"),
    "computer": Text("信息录入", "data entry"),
}
"""Skills whose words are known; another is shown as its employer's roster writes it."""

TEAM_VOCABULARIES: Mapping[str, Mapping[str, Text]] = {
    "member-kind": codes.MEMBER_KINDS,
    "team-post": codes.POST_KINDS,
    "team-role": codes.ROLES,
    "team-unit": codes.UNIT_KINDS,
    "team-check": codes.CHECKS,
    "team-limit": codes.LIMITS,
    "team-skill": SKILLS,
    "team-why": REASONS,
    "recall-answer": codes.ANSWERS,
}
TEAM_VERBS = {
    "called back": Text("召回", "called back"),
    "called for": Text("招募", "called for"),
    "signed up": Text("报名", "signed up"),
    "called off": Text("撤回", "called off"),
    "came back": Text("返岗", "came back"),
    "dissolved": Text("撤销", "dissolved"),
    "linked": Text("联点", "linked"),
    "put on record": Text("在册登记", "put on record"),
    "set up": Text("设立", "set up"),
    "unlinked": Text("解除联点", "unlinked"),
}
TEAM_OBJECTS = {
    "assignment": Text("派员", "assignment"),
    "assignments": Text("派员", "assignments"),
    "linked-leader": Text("联点领导", "linked leader"),
    "member": Text("队员", "member"),
    "members": Text("队员", "members"),
    "member-key": Text("队员身份", "identity of a member"),
    "post": Text("岗位", "post"),
    "posts": Text("岗位", "posts"),
    "recall": Text("休假召回", "call back from leave"),
    "recalls": Text("休假召回", "calls back from leave"),
    "team-run": Text("派员方案", "proposal of who goes where"),
    "team-run-answer": Text("派员方案处理", "answer to a proposal of who goes where"),
    "team-run-line": Text("派员方案明细", "lines of a proposal of who goes where"),
    "unit": Text("临时工作组", "temporary unit"),
    "volunteer-call": Text("志愿者招募", "call for volunteers"),
    "sign-up": Text("志愿者报名", "sign-up of a volunteer"),
}
