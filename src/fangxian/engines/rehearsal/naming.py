"""What the outcomes and the assumptions of a rehearsal are called."""

from fangxian.engines.problems import Text

OUTCOME_WORDS = {
    "infections": Text("感染", "infections"),
    "cases": Text("报告病例", "cases"),
    "days_to_last_case": Text("到末例的天数", "days to the last case"),
    "people_managed": Text("管控人员", "people managed"),
    "person_days_quarantined": Text("隔离人天", "person-days in quarantine"),
    "person_days_locked": Text("居家人天", "person-days kept at home"),
    "tests": Text("采样人次", "samples"),
    "missed_school_days": Text("停课人天", "school days missed"),
    "cost": Text("费用", "cost"),
}
ASSUMPTION_WORDS = {
    "signing_hours": Text("从建议到第二方签署（小时）", "hours from a proposal to its second signature"),
    "accepted": Text("建议获签署的比例", "share of proposals signed"),
    "done_share": Text(
        "指令在时限的几成处完成", "share of the time to its deadline in which an order is done"
    ),
    "ask_before": Text("疫情未知时患者求检的比例", "share of the ill who ask for a test before it is known"),
    "ask_after": Text("疫情已知后患者求检的比例", "share of the ill who ask for a test once it is known"),
    "ask_days": Text("发病到求检的中位天数", "median days from onset to asking"),
    "result_hours": Text("采样到结果（小时）", "hours from a sample to its result"),
    "found_household": Text("找到的同住者比例", "share of the household found"),
    "found_work": Text("找到的同事比例", "share of colleagues found"),
    "found_school": Text("找到的同学比例", "share of classmates found"),
    "found_venue": Text("找到的同场人员比例", "share found of those met at venues"),
    "found_site": Text("找到的采样点同场人员比例", "share found of those met at sampling sites"),
    "at_work": Text("单位接触的密切程度（场所为一）", "how close a contact at work is (venue: one)"),
    "at_school": Text("学校接触的密切程度（场所为一）", "how close a contact at school is (venue: one)"),
    "site_contacts": Text("采样排队时接触的人数", "people met in the queue of a sampling site"),
    "participation": Text("参加采样的比例", "share of residents who come to be sampled"),
    "tubes_a_day": Text("每百万人每天检测管数", "tubes a day for a million people"),
    "tracing_teams": Text("每百万人流调队数", "teams of tracers for a million people"),
    "interviews_a_day": Text("每队每天流调病例数", "cases one team interviews a day"),
    "r0": Text("不采取措施时的再生数（零即资源包的）", "R where nothing is done (0: the disease pack's)"),
    "arrivals_a_day": Text("每天输入的感染者", "infected people who arrive a day"),
    "leave_a_day": Text("传染期感染者每天离市的比例", "share of the infectious who leave in a day"),
    "checked": Text("卡口对来者采样的比例", "share of arrivals sampled at a checkpoint"),
    "rooms": Text("集中隔离房间数", "rooms for quarantine"),
    "schools_open": Text("学校开放的比例", "share of schools open"),
    "vaccinated": Text("成人接种比例", "share of adults vaccinated"),
    "price_test": Text("每人次采样费用（元）", "price of a sample"),
    "price_room": Text("每间每天费用（元）", "price of a room for a day"),
    "price_staff_hour": Text("每小时人工费用（元）", "price of an hour of staff"),
}

FIT_WORDS = {
    "r": Text("不采取措施时的再生数", "R where nothing is done"),
    "seeds": Text("最初感染人数", "first infections"),
    "days_since_first": Text("首例感染距今天数", "days since the first infection"),
    "infections": Text("至今感染", "infections so far"),
    "undetected": Text("未发现", "undetected"),
    "detected_share": Text("发现率", "share on record"),
    "asks_before": Text(
        "疫情未知时患者求检的比例", "share of the ill who asked for a test before it was known"
    ),
    "asks_after": Text("疫情已知后患者求检的比例", "share of the ill who ask for a test now"),
    "ask_days": Text("发病到求检的中位天数", "median days from onset to asking"),
    "found": Text("找到的密接占预想的比例", "share of contacts found, of what a rehearsal assumes"),
}
"""What a fit tells, in the order in which it is said."""
