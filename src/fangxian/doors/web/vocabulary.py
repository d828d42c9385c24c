"""The words for codes the database and the engines use: one word per thing, in both languages."""

from collections.abc import Mapping

from fangxian.doors.web import custody_words, supply_words
from fangxian.doors.web.journal_words import BATCHES, OBJECTS, VERBS
from fangxian.doors.web.outreach_words import OUTREACH_VOCABULARIES
from fangxian.doors.web.oversight_words import (
    ANSWERS,
    APPEAL_OUTCOMES,
    DRAWS,
    EVALUATED,
    FEASIBILITIES,
    FINDING_LISTS,
    FINDING_SOURCES,
    SANCTION_FACTS,
    SANCTION_PATH,
    SEVERITIES,
)
from fangxian.doors.web.quarantine_words import QUARANTINE_OBJECTS, QUARANTINE_VERBS, QUARANTINE_VOCABULARIES
from fangxian.doors.web.round_words import ACCOUNTS, DWELLINGS, GAPS, LISTS, ROUND_KINDS
from fangxian.doors.web.screening_words import (
    DOOR_CODES,
    DOOR_ITEMS,
    DOOR_RISKS,
    ENDINGS,
    KNOCK_FAULTS,
    ROUTE_LEFT,
    TRIPS,
)
from fangxian.doors.web.signal_words import BECAME, CAPACITIES, FIRES, SIGNALS
from fangxian.doors.web.team_words import TEAM_VOCABULARIES
from fangxian.engines.plans import department_title, role_title
from fangxian.engines.problems import Text
from fangxian.engines.tables import (
    AREAS,
    CASES,
    CONTACTS,
    MEASURES,
    NOT_ESTIMABLE,
    ORDERS,
    PRESENCES,
    RESTRICTIONS,
)
from fangxian.operations.oversight.wording import STAGES

ENGINE_TABLES = (CASES, CONTACTS, PRESENCES, AREAS, MEASURES, ORDERS, RESTRICTIONS)

KINDS = {
    "suspected": Text("疑似病例", "suspected"),
    "probable": Text("临床诊断病例", "probable"),
    "confirmed": Text("确诊病例", "confirmed"),
    "asymptomatic": Text("无症状感染者", "asymptomatic"),
    "discarded": Text("已排除", "discarded"),
}
LEVELS = {
    "country": Text("国家", "country"),
    "province": Text("省", "province"),
    "city": Text("市", "city"),
    "district": Text("区县", "district"),
    "street": Text("街道（乡镇）", "street"),
    "community": Text("社区（村）", "community"),
    "functional_zone": Text("功能区", "functional zone"),
    "grid": Text("网格", "grid"),
    "state": Text("州", "state"),
    "county": Text("县", "county"),
    "municipality": Text("市镇", "municipality"),
    "tract": Text("统计小区", "tract"),
    "venue": Text("场所", "venue"),
}
RISKS = {
    "low": Text("低风险", "low risk"),
    "medium": Text("中风险", "medium risk"),
    "high": Text("高风险", "high risk"),
    "sealed": Text("封控区", "sealed"),
    "controlled": Text("管控区", "controlled"),
    "precaution": Text("防范区", "precaution"),
    "": Text("未列风险", "no risk level"),
}
AREA_STATES = {
    "planned": Text("待生效", "planned"),
    "in_force": Text("生效中", "in force"),
    "eligible": Text("可结束", "may end"),
    "release": Text("须解除", "to be released"),
    "lapsed": Text("已失效（单方签署到期）", "lapsed (one signature)"),
    "ended": Text("已结束", "over"),
}
AREA_FORMS = {
    "places": Text("地点", "places"),
    "polygon": Text("多边形", "polygon"),
    "ring": Text("圆形", "ring"),
    "any_of": Text("多处合并", "several together"),
    "without": Text("除去内层", "without what lies inside"),
}
AREA_RELATIONS = {
    "same": Text("同一范围", "the same ground"),
    "inside": Text("在其内", "inside it"),
    "around": Text("包含它", "around it"),
    "overlaps": Text("部分重叠", "overlaps it"),
}
AREA_STEPS = {
    "proposed": Text("提出", "Proposed"),
    "signed": Text("签署", "Signed"),
    "edited": Text("决定时修改", "Changed in the decision"),
    "effective": Text("生效", "In force"),
    "level": Text("调整等级", "Level changed"),
    "eligible": Text("可结束", "May end"),
    "round": Text("检测轮次", "Round of tests"),
    "ended": Text("结束", "Ended"),
}
STATUSES = {
    "issued": Text("已下达", "issued"),
    "acknowledged": Text("已签收", "acknowledged"),
    "blocked": Text("无法完成", "not feasible"),
    "done": Text("已完成", "done"),
    "verified": Text("已核验", "verified"),
    "revoked": Text("已撤销", "revoked"),
    "overdue": Text("逾期", "late"),
}
PRECISIONS = {
    "exact": Text("准确时间", "exact"),
    "window": Text("时间段内", "within a window"),
    "day": Text("仅知日期", "day only"),
}
CHANGES = {
    "new": Text("新增", "new"),
    "changed": Text("变更", "changed"),
    "unchanged": Text("不变", "unchanged"),
    "no_longer_supported": Text("依据已失", "no longer supported"),
}
PROPOSALS = {
    "area": Text("风险地区", "areas"),
    "measure": Text("防控措施", "measures"),
    "restriction": Text("限制措施", "restrictions"),
    "release": Text("解除", "releases"),
    "ending": Text("结束疫情", "end of the outbreak"),
}
PROOFS = {
    "tap": Text("点按确认", "a tap"),
    "count": Text("数量", "a count"),
    "list": Text("名单", "a list"),
    "location": Text("定位", "a location"),
}
EXPOSURES = {
    "presence": Text("同时空", "same place and time"),
    "household": Text("同住", "household"),
    "named": Text("流调指认", "named in an interview"),
}
VENUES = {
    "workplace": Text("单位", "workplace"),
    "shop": Text("商店", "shop"),
    "restaurant": Text("餐馆", "restaurant"),
    "market": Text("市场", "market"),
    "training": Text("培训机构", "training centre"),
    "school": Text("学校", "school"),
    "clinic": Text("诊所", "clinic"),
    "hospital": Text("医院", "hospital"),
    "hotel": Text("酒店", "hotel"),
    "scenic": Text("景区", "scenic place"),
    "theatre": Text("剧场", "theatre"),
    "boat": Text("游船", "boat"),
    "airport": Text("机场", "airport"),
    "station": Text("车站", "station"),
    "bank": Text("银行", "bank"),
    "taxi": Text("出租车", "taxi"),
    "test_site": Text("核酸检测点", "testing site"),
    "church": Text("教堂", "church"),
    "pharmacy": Text("药店", "pharmacy"),
    "street": Text("街区", "street"),
    "estate": Text("小区", "estate"),
}
ROUTES = {
    "notice": Text("协查通报", "notice from another place"),
    "contact": Text("密接管控", "contact under management"),
    "screening": Text("主动排查", "screening"),
    "mass_testing": Text("全员检测", "mass testing"),
    "fever_clinic": Text("发热门诊", "fever clinic"),
    "clinic": Text("就诊发现", "clinic"),
}
ROLES = {
    "commander": Text("指挥长", "commander"),
    "city-cdc": Text("市级疾控", "city CDC"),
    "district-commander": Text("区指挥长", "district commander"),
    "district-cdc": Text("区级疾控", "district CDC"),
    "street-worker": Text("街道工作人员", "street worker"),
    "community-worker": Text("社区工作人员", "community worker"),
    "grid-worker": Text("网格员", "grid worker"),
    "checkpoint-worker": Text("卡口值守人员", "checkpoint worker"),
    "site-lead": Text("采样点负责人", "site lead"),
    "lab-worker": Text("实验室人员", "lab worker"),
    "supplies-officer": Text("物资保障人员", "supplies officer"),
    "clinician": Text("临床医生", "clinician"),
    "publicity-officer": Text("宣传人员", "publicity officer"),
    "inspector": Text("督查员", "inspector"),
    "discipline-head": Text("纪委负责人", "head of discipline"),
    "appeal-officer": Text("复议员", "appeal officer"),
    "police-officer": Text("公安民警", "police officer"),
    "migration-officer": Text("移民管理人员", "migration officer"),
    "auditor": Text("审计员", "auditor"),
    "system": Text("系统", "system"),
}
FOLLOW_LISTS = {
    "due_today": Text("今日待看", "due today"),
    "missed": Text("有漏看", "missed days"),
    "red": Text("红旗", "red flags"),
    "to_release": Text("可解除", "to release"),
    "open": Text("随访中", "in follow-up"),
    "closed": Text("已结束", "closed"),
}
FOLLOW_STATUSES = {
    "open": Text("随访中", "in follow-up"),
    "released": Text("已解除", "released"),
    "became-case": Text("已成为病例", "became a case"),
    "withdrawn": Text("已撤回", "withdrawn"),
}
DAYS = {
    "well": Text("正常", "well"),
    "symptoms": Text("有症状", "symptoms"),
    "refused": Text("拒绝", "refused"),
    "not-reached": Text("未联系上", "not reached"),
    "not-visited": Text("漏看", "not visited"),
    "not-due": Text("未到期", "not due"),
}
CHANNELS = {
    "visit": Text("上门", "at the door"),
    "call": Text("电话", "by phone"),
    "self": Text("自报", "self-report"),
}
FLAGS = {
    "well": Text("已无症状", "well again"),
    "tested": Text("已采样检测", "tested"),
    "sent-to-hospital": Text("已送医", "sent to hospital"),
    "not-related": Text("与疫情无关", "not related"),
}
FINDINGS = {
    "negative": Text("阴性", "negative"),
    "positive": Text("阳性", "positive"),
}
NOTICES = {
    "measure": Text("防控措施", "measure"),
    "area": Text("风险地区", "area"),
    "places": Text("活动场所", "places"),
    "figures": Text("数字", "figures"),
    "general": Text("一般通告", "general"),
}
NOTICE_STATES = {
    "draft": Text("草稿", "draft"),
    "approved": Text("已审定", "approved"),
    "published": Text("已发布", "published"),
    "replaced": Text("已被替换", "replaced"),
    "withdrawn": Text("已撤回", "withdrawn"),
}
OUTLETS = {
    "webhook": Text("其他系统", "other system"),
    "sms": Text("短信网关", "short messages"),
    "loudspeaker": Text("小喇叭", "loudspeaker"),
}
CAUSES = {
    "late_upstream": Text("上游延误", "late upstream"),
    "no_staff": Text("无人在岗", "no staff"),
    "no_answer": Text("无人应答", "no answer"),
    "not_done": Text("未完成", "not done"),
}
NUDGES = {
    "reminder": Text("提醒", "reminder"),
    "escalation": Text("上报", "escalation"),
}
LETTERS = {
    "late": Text("逾期未签收", "not acknowledged in time"),
    "sent": Text("待签收", "sent"),
    "acknowledged": Text("已签收", "acknowledged"),
    "answered": Text("已回复", "answered"),
    "withdrawn": Text("已撤回", "taken back"),
}
OUTCOMES = {
    "found": Text("已找到", "found"),
    "not-found": Text("未找到", "not found"),
    "elsewhere": Text("已去他处", "gone elsewhere"),
}
VOCABULARIES: Mapping[str, Mapping[str, Text]] = {
    **OUTREACH_VOCABULARIES,
    **QUARANTINE_VOCABULARIES,
    **TEAM_VOCABULARIES,
    "kind": KINDS,
    "level": LEVELS,
    "risk": RISKS,
    "area-state": AREA_STATES,
    "area-form": AREA_FORMS,
    "area-relation": AREA_RELATIONS,
    "area-step": AREA_STEPS,
    "status": STATUSES,
    "precision": PRECISIONS,
    "change": CHANGES,
    "proposal": PROPOSALS,
    "proof": PROOFS,
    "exposure": EXPOSURES,
    "venue": VENUES,
    "route": ROUTES,
    "role": ROLES,
    "follow-list": FOLLOW_LISTS,
    "follow-status": FOLLOW_STATUSES,
    "signal": SIGNALS,
    "round": ROUND_KINDS,
    "account": ACCOUNTS,
    "dwelling": DWELLINGS,
    "gap": GAPS,
    "tube-outcome": custody_words.OUTCOMES,
    "custody-break": custody_words.BREAKS,
    "custody-step": custody_words.STEPS,
    "told-by": custody_words.CHANNELS,
    "shortfall": custody_words.SHORTFALLS,
    "round-group": custody_words.GROUPS,
    "door-item": DOOR_ITEMS,
    "door-code": DOOR_CODES,
    "door-ending": ENDINGS,
    "door-risk": DOOR_RISKS,
    "knock-fault": KNOCK_FAULTS,
    "route-left": ROUTE_LEFT,
    "trip": TRIPS,
    "supply-why": supply_words.UNSERVED,
    "supply-handed": supply_words.HANDED,
    "donation-step": supply_words.STEPS,
    "donation-kind": supply_words.KINDS,
    "list": LISTS,
    "not-estimable": NOT_ESTIMABLE,
    "capacity": CAPACITIES,
    "became": BECAME,
    "fires": FIRES,
    "day": DAYS,
    "channel": CHANNELS,
    "flag": FLAGS,
    "notice": NOTICES,
    "notice-state": NOTICE_STATES,
    "outlet": OUTLETS,
    "letter": LETTERS,
    "outcome": OUTCOMES,
    "finding": FINDINGS,
    "cause": CAUSES,
    "nudge": NUDGES,
    "feasibility": FEASIBILITIES,
    "finding-list": FINDING_LISTS,
    "finding-source": FINDING_SOURCES,
    "severity": SEVERITIES,
    "draw": DRAWS,
    "answer": ANSWERS,
    "evaluated": EVALUATED,
    "sanction-stage": STAGES,
    "sanction-path": SANCTION_PATH,
    "fact": SANCTION_FACTS,
    "appeal-outcome": APPEAL_OUTCOMES,
    "verb": {**VERBS, **QUARANTINE_VERBS},
    "object": {**OBJECTS, **QUARANTINE_OBJECTS},
    "batch": BATCHES,
}


def word_for(vocabulary: str, code: str) -> Text:
    """Return the word for a code; a code nobody has named yet is shown as it is, in both languages.

    >>> word_for("kind", "confirmed").zh
    '确诊病例'
    """
    if vocabulary == "department":
        return department_title(code)
    if vocabulary == "owner":
        return role_title(code)
    return VOCABULARIES[vocabulary].get(code) or Text(code, code.replace("_", " "))


def column_title(name: str, table: str = "") -> Text:
    """Return a column's words as the engine tables give them, the named table first.

    >>> column_title("onset_on").en
    'onset on'
    """
    ordered = sorted(ENGINE_TABLES, key=lambda found: found.name != table)
    labels = (col.label for found in ordered for col in found.columns if name in (col.name, f"{col.name}_id"))
    return next(labels, Text(name, name.replace("_", " ")))


def rate_as(level: str) -> Text:
    """Return the words for putting a place at a risk level.

    >>> rate_as("medium").en
    'Rate as medium risk'
    """
    risk = word_for("risk", level)
    return Text(f"列为{risk.zh}地区", f"Rate as {risk.en}")
