"""What the outcomes of a rehearsal are called."""

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
