"""The words for codes of oversight: findings, answers, evaluations, sanctions."""

from fangxian.engines.problems import Text

FEASIBILITIES = {
    "feasible": Text("可以按时完成", "feasible"),
    "cannot-tell": Text("无法判断", "cannot tell"),
    "not-feasible": Text("无法按时完成", "not feasible"),
}
FINDING_LISTS = {
    "open": Text("未销号", "open"),
    "late": Text("逾期未整改", "late"),
    "to-recheck": Text("待复查", "to look at again"),
    "closed": Text("已销号", "closed"),
    "withdrawn": Text("已撤回", "withdrawn"),
}
FINDING_SOURCES = {
    "inspection": Text("督查发现", "seen by an inspector"),
    "proof": Text("凭证复查", "a proof looked at again"),
    "self-report": Text("单位自报", "told by the office itself"),
}
SEVERITIES = {
    "minor": Text("一般", "minor"),
    "serious": Text("较重", "serious"),
    "grave": Text("严重", "grave"),
}
DRAWS = {
    "random": Text("随机抽取", "at random"),
    "risk": Text("按风险抽取", "by risk"),
}
ANSWERS = {
    "yes": Text("是", "yes"),
    "no": Text("否", "no"),
    "not-asked": Text("未查", "not asked"),
}
EVALUATED = {
    "worse": Text("偏低", "less often in time"),
    "better": Text("偏高", "more often in time"),
    "as-others": Text("与各处相当", "as others"),
    "too-few": Text("任务太少，无法判断", "too few to tell"),
}
SANCTION_PATH = {
    "opened": Text("提出并告知", "opened and told"),
    "heard": Text("陈述申辩", "heard"),
    "decided": Text("决定", "decided"),
    "appealed": Text("申诉", "appealed"),
    "final": Text("复议", "appeal decided"),
}
SANCTION_FACTS = {
    "finding": Text("问题", "finding"),
    "false-proof": Text("凭证不实", "false proof"),
    "not-rectified": Text("未整改", "not put right"),
    "late-dispatch": Text("可以完成而逾期", "late although feasible"),
}
APPEAL_OUTCOMES = {
    "upheld": Text("维持", "upheld"),
    "reduced": Text("从轻", "reduced"),
    "annulled": Text("撤销", "annulled"),
}
