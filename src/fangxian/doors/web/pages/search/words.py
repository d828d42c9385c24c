"""Words of the search page."""

from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text

WORDS = Words(
    title=Text("搜索", "Search"),
    asked=Text("搜索“{text}”", "Results for “{text}”"),
    places=Text("地区与场所", "Places"),
    cases=Text("病例", "Cases"),
    empty=Text("没有找到", "Nothing found"),
    empty_fill=Text(
        "试试街道或社区的全名，或病例编号。", "Try the full name of a street or community, or a case number."
    ),
)
