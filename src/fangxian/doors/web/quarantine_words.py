"""The words for codes of quarantine sites and of care."""

from fangxian.engines.problems import Text
from fangxian.engines.quarantine.reasons import NEED_WORDS

LEAVINGS = {
    "released": Text("解除", "released"),
    "to-hospital": Text("送医院", "to hospital"),
    "moved": Text("换房", "moved to another room"),
    "never-came": Text("未入住", "never came"),
    "taken-back": Text("收回同意", "consent taken back"),
}
CONSENT_CHANNELS = {
    "visit": Text("上门", "in person"),
    "call": Text("电话", "by telephone"),
    "own-link": Text("个人链接", "by their own link"),
}
CONSENT_LANGUAGES = {
    "zh": Text("普通话", "Mandarin"),
    "local": Text("当地方言", "the local dialect"),
    "en": Text("英语", "English"),
    "sign": Text("手语", "sign language"),
    "interpreter": Text("经翻译", "through an interpreter"),
}
CONSENT_SIGNED = {
    "own-hand": Text("本人签字", "by their own hand"),
    "guardian": Text("监护人签字", "by a guardian"),
    "witnessed": Text("口头，有见证人", "said before a witness"),
}
CONSENT_ENDS = {"taken-back": Text("本人收回", "taken back"), "let-go": Text("已离开", "let go")}
SCOPES = {
    "party": Text("同住", "together"),
    "room": Text("同房间", "the same room"),
    "floor": Text("同楼层", "the same floor"),
    "air": Text("共用通风", "the same air"),
}
FLAG_ENDINGS = {
    "well": Text("无异常", "well"),
    "tested": Text("已采样检测", "tested"),
    "sent-to-hospital": Text("已送医", "sent to hospital"),
    "not-related": Text("与本病无关", "not related"),
}
STAY_RESULTS = {
    "negative": Text("阴性", "negative"),
    "positive": Text("阳性", "positive"),
    "": Text("待结果", "no result yet"),
}
CARE_OUTCOMES = {"seen": Text("见到本人", "seen"), "no-answer": Text("无人应答", "no answer")}
MEDICINES = {
    "blood-pressure": Text("降压药", "for blood pressure"),
    "diabetes": Text("糖尿病用药", "for diabetes"),
    "heart": Text("心脏用药", "for the heart"),
    "asthma": Text("哮喘用药", "for asthma"),
    "mental-health": Text("精神类用药", "for mental health"),
    "anticoagulant": Text("抗凝药", "against clotting"),
    "other": Text("其他长期用药", "another"),
}
LINE_TOPICS = {
    "fear": Text("恐惧焦虑", "fear"),
    "loneliness": Text("孤独", "loneliness"),
    "family": Text("家庭矛盾", "trouble at home"),
    "work-and-money": Text("工作和收入", "work and money"),
    "questions": Text("咨询", "questions"),
    "harm": Text("有自伤或伤人风险", "harm to oneself or others"),
}
QUARANTINE_VOCABULARIES = {
    "care-outcome": CARE_OUTCOMES,
    "medicine": MEDICINES,
    "line-topic": LINE_TOPICS,
    "stay-leaving": LEAVINGS,
    "consent-channel": CONSENT_CHANNELS,
    "consent-language": CONSENT_LANGUAGES,
    "consent-signed": CONSENT_SIGNED,
    "consent-end": CONSENT_ENDS,
    "stay-scope": SCOPES,
    "stay-flag-ending": FLAG_ENDINGS,
    "stay-result": STAY_RESULTS,
    "care-need": dict(NEED_WORDS),
}
QUARANTINE_VERBS = {
    "asked": Text("请求", "asked for"),
    "consented": Text("签署同意", "consented"),
    "ordered": Text("安排", "ordered"),
    "noted": Text("记录", "noted"),
    "sampled": Text("采样", "sampled"),
    "restarted": Text("重新起算", "began anew"),
}
QUARANTINE_OBJECTS = {
    "quarantine-site": Text("隔离点", "quarantine site"),
    "consent": Text("自愿隔离同意书", "consent to a room"),
    "consent-end": Text("同意书的结束", "end of a consent"),
    "stay": Text("隔离房间", "room in quarantine"),
    "stay-step": Text("转运和离开", "step of a stay"),
    "stay-sample": Text("隔离采样", "sample in quarantine"),
    "stay-result": Text("隔离采样结果", "result in quarantine"),
    "stay-flag": Text("隔离点警示", "red flag in a room"),
    "stay-flag-act": Text("对警示的答复", "answer to a red flag"),
    "stay-restart": Text("重新起算", "quarantine that begins anew"),
    "household-carers": Text("户的照护人", "carers of a household"),
    "care-visit": Text("探访", "visit of care"),
    "medicine-supply": Text("药品用完日期", "medicine and its last day"),
    "ambulance-request": Text("救护车请求", "ambulance asked for"),
    "ambulance-step": Text("救护车到达或取消", "ambulance arrived or called off"),
    "line-call": Text("心理热线来电", "call to the line"),
    "line-answer": Text("来电处理", "call seen to"),
}
