"""Why somebody may open the record of a person who is not among their tasks; the person is told which it was."""

from fangxian.engines.problems import Text

WHYS = {
    "care": Text("本人需要救治或帮助", "they need care or help"),
    "asked": Text("本人或家属来询问", "they or their family asked"),
    "complaint": Text("处理投诉、来信或申诉", "a complaint, letter or appeal"),
    "tracing": Text("核对流调或行程", "checking an investigation or itinerary"),
    "records": Text("核对登记是否有误", "checking a record for mistakes"),
    "handing-over": Text("交接或代班", "taking over for a colleague"),
    "other": Text("其他，见所写理由", "another, as written"),
}
