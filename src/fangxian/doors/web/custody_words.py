"""The words for codes of custody: outcomes, breaks, ways of telling, what is wrong with a laboratory's results."""

from fangxian.engines.problems import Text

OUTCOMES = {
    "negative": Text("阴性", "negative"),
    "positive": Text("阳性", "positive"),
    "inconclusive": Text("可疑", "inconclusive"),
    "invalid": Text("无效", "invalid"),
    "waiting": Text("待出结果", "result awaited"),
}
BREAKS = {
    "done-without-sample": Text("已完成但无样本", "done, no sample"),
    "sample-not-counted": Text("有样本未记账", "sample not counted"),
    "sample-of-nobody": Text("样本不在名册", "not in the register"),
    "sampled-twice": Text("重复采样", "sampled twice"),
    "tube-unknown": Text("采样管未领用", "tube not given out"),
    "tube-overfull": Text("采样管超员", "tube too full"),
    "not-sent": Text("未送出", "not sent"),
    "not-received": Text("未收到", "not received"),
    "no-result": Text("未出结果", "no result"),
    "not-told": Text("未告知", "not told"),
    "not-resampled": Text("未复采", "not sampled again"),
    "result-of-nothing": Text("有结果无样本", "result without a sample"),
    "result-without-receipt": Text("有结果未收管", "result, never counted in"),
    "results-differ": Text("结果不一致", "results differ"),
}
STEPS = {
    "sampled": Text("已采样", "sampled"),
    "in_tubes": Text("已入管", "in tubes"),
    "sent": Text("已送出", "sent"),
    "received": Text("已收到", "received"),
    "resulted": Text("已出结果", "resulted"),
    "told": Text("已告知", "told"),
}
CHANNELS = {
    "message": Text("短信", "message"),
    "call": Text("电话", "call"),
    "visit": Text("上门", "visit"),
    "slip": Text("纸条", "slip"),
}
SHORTFALLS = {
    "late": Text("结果未到", "results late"),
    "short": Text("结果不全", "results incomplete"),
}
GROUPS = {
    "isolation": Text("隔离人员", "in isolation"),
    "key": Text("重点人群", "key people"),
    "high-risk": Text("高风险地区", "at high risk"),
    "sealed": Text("封闭小区", "sealed compounds"),
    "others": Text("其他人员", "everybody else"),
}
