"""Words of opening an outbreak."""

from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text

WORDS = Words(
    title=Text("开立疫情", "Open an outbreak"),
    lead=Text(
        "选定预案和范围后即可报告第一例病例；任何处置仍须签署后才生效。",
        "With a plan and a place chosen, the first case can be reported. Every act still needs its signatures.",
    ),
    title_zh=Text("中文名称", "Title in Chinese"),
    title_en=Text("英文名称", "Title in English"),
    key=Text("编号（小写字母、数字、连字符）", "Id (lower-case letters, digits, hyphens)"),
    plan=Text("适用预案", "Plan"),
    version=Text("版本 {version}", "version {version}"),
    place=Text("范围", "Place it concerns"),
    place_hint=Text("输入地名查找", "Type a name to look it up"),
    candidates=Text("可选范围", "Places to choose from"),
    timezone=Text("时区", "Time zone"),
    timezone_hint=Text(
        "本地日期和时限按该时区计算。", "Local days and deadlines are counted in this time zone."
    ),
    open=Text("开立", "Open"),
    opened=Text("疫情已开立，请报告第一例病例。", "The outbreak is open. Report its first case."),
)
