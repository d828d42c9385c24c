"""The words of the frame around every page."""

from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text

CHROME = Words(
    drill_mark=Text("演练", "DRILL"),
    brand=Text("防线", "Fangxian"),
    skip=Text("跳到正文", "Skip to the page"),
    outbreak=Text("疫情", "Outbreak"),
    no_outbreak=Text("没有疫情", "No outbreak"),
    ended=Text("已结束", "ended"),
    search=Text("搜索地区或病例（/）", "Search place or case ( / )"),
    search_phone=Text("搜索地区或病例", "Search place or case"),
    more_pages=Text("更多", "More"),
    wall=Text("大屏深色模式", "Dark wall mode"),
    language=Text("语言", "Language"),
    sign_out=Text("退出", "Sign out"),
    navigation=Text("导航", "Navigation"),
    past=Text(
        "您看到的是 {moment} 时所知的态势，不能操作。",
        "You see what was known at {moment}. Nothing can be done here.",
    ),
    back_to_now=Text("回到现在", "Back to now"),
    known_at=Text("彼时所知", "As known at"),
    show=Text("查看", "Show"),
    close=Text("关闭", "Close"),
    working=Text("处理中……", "Working …"),
    reading_map=Text("正在读取地图……", "Reading the map …"),
    problem=Text("出现问题", "A problem"),
    home=Text("回到首页", "Back to the start page"),
    none=Text("无", "none"),
    unknown=Text("未知", "unknown"),
    late=Text("逾期", "late"),
    due=Text("时限 {moment}", "due {moment}"),
    all=Text("全部", "all"),
    print=Text("打印", "Print"),
    no_outbreak_title=Text("还没有疫情", "There is no outbreak yet"),
    no_outbreak_fill=Text(
        "载入一起疫情后，这里会显示内容：运行 fangxian load --outbreak hunan-2021。",
        "Load one and this page fills: run fangxian load --outbreak hunan-2021.",
    ),
    open_new=Text("开立新的疫情", "Open a new outbreak"),
)
