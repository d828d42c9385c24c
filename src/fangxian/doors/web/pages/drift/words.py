"""Words of what goes wrong with results."""

from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text

WORDS = Words(
    title=Text("检测质量", "Quality of testing"),
    lead=Text(
        "每天与同地区、同样大小采样管的其他结果相比：谁的阳性、无法判定偏离了别人。疫情起伏不算偏离。",
        "Day by day against the others' results of the same areas and tubes of the same size: whose positives or "
        "unclear results have left theirs. A wave moves nobody.",
    ),
    own_only=Text(
        "您看到的是本地的实验室和采样地。", "You see the laboratories and sampling places of your own places."
    ),
    to_laboratories=Text("实验室", "Laboratories"),
    alarms=Text("报警", "Alarms"),
    no_alarm=Text("没有待查的报警。", "No alarm waits to be looked into."),
    alarm_positives_falling=Text(
        "{name}：自{since}检出阳性 {observed} 管，按其在同地区的检测份额应为 {expected} 管。请复检留存样本。",
        "{name} found {observed} positives where its share of the tests in the same areas makes {expected}; since "
        "{since}. Re-test stored samples.",
    ),
    alarm_positives_rising=Text(
        "{name}：自{since}检出阳性 {observed} 管，按其在同地区的检测份额应为 {expected} 管。请查污染，复检阳性。",
        "{name} found {observed} positives where its share of the tests in the same areas makes {expected}; since "
        "{since}. Look for contamination and re-test the positives.",
    ),
    alarm_inconclusive_rising=Text(
        "{name}：自{since}无法判定 {observed} 管，按其在同地区的检测份额应为 {expected} 管。请查试剂、采样和保存。",
        "{name} had {observed} unclear results where its share of the tests in the same areas makes {expected}; since "
        "{since}. Look at reagents, sampling and storage.",
    ),
    alarm_run_positives_rising=Text(
        "{name} 一批：{since}检出阳性 {observed} 管，按其份额应为 {expected} 管。请查污染，复检本批阳性。",
        "Import {name} of {since}: {observed} positives where its share makes {expected}. Look for contamination and "
        "re-test its positives.",
    ),
    alarm_run_inconclusive_rising=Text(
        "{name} 一批：{since}无法判定 {observed} 管，按其份额应为 {expected} 管。请重做本批。",
        "Import {name} of {since}: {observed} unclear results where its share makes {expected}. Test it again.",
    ),
    raised=Text("{moment}报警", "alarm of {moment}"),
    found=Text("查了什么、结果如何", "What was looked into, and what came of it"),
    clear=Text("已查明", "Looked into"),
    clear_hint=Text("从今天起重新比较。", "It is compared anew from today on."),
    was_cleared=Text("已记录，重新比较。", "Recorded; it is compared anew."),
    answered=Text("已查明的报警", "Alarms looked into"),
    cleared=Text("{moment}查明：{reason}", "looked into {moment}: {reason}"),
    laboratories=Text("实验室", "Laboratories"),
    laboratory=Text("实验室", "Laboratory"),
    sites=Text("采样地", "Sampling places"),
    site=Text("采样地", "Sampling place"),
    imports=Text("导入批次", "Imports"),
    imports_lead=Text("每批一点。", "A point for each."),
    imports_of=Text("{count} 批，最高为 {highest}", "{count} imports, highest: {highest}"),
    tested=Text("{count} 管有结果", "{count} tubes with a result"),
    no_results=Text("还没有结果可比。", "No results to compare yet."),
    alone=Text("无可比", "nothing to compare with"),
    line_label=Text("{title}：{day}为报警线的 {score}%", "{title}: {score} % of the limit on {day}"),
    of_limit=Text("报警线的 {score}%", "{score} % of the limit"),
    observed_of=Text("{observed} / 应为 {expected}", "{observed}, expected {expected}"),
)
