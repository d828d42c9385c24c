"""Words of the case report."""

from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text

WORDS = Words(
    title=Text("报告病例", "Report a case"),
    lead=Text(
        "先报病例和行程（或接触者），再看暴露者，最后签署处置。",
        "First the case and its itinerary (or its contacts), then the exposed, then the response.",
    ),
    step_1=Text("行程", "Itinerary"),
    step_2=Text("暴露者", "Exposed"),
    step_3=Text("处置", "Response"),
    person=Text("病例", "The case"),
    name=Text("姓名", "Name"),
    id_number=Text("证件号码", "ID number"),
    phone=Text("电话", "Phone"),
    encrypted=Text(
        "身份信息加密保存，只有可见范围内的人能看到。",
        "Identity is stored encrypted and shown only within one's reach.",
    ),
    kind=Text("类别", "Kind"),
    reported_on=Text("报告日期", "Reported on"),
    onset_on=Text("发病日期（无症状可空）", "Onset on (empty if none)"),
    sampled_at=Text("采样时间", "Sampled at"),
    isolated_at=Text("隔离时间", "Isolated at"),
    age=Text("年龄", "Age"),
    route=Text("发现途径", "Found by"),
    residence=Text("居住地", "Residence"),
    residence_hint=Text("写社区或街道名称，从候选中选定", "Type the community or street, then choose"),
    itinerary=Text("行程", "Itinerary"),
    paste=Text("粘贴行程文字", "Paste the itinerary as text"),
    paste_hint=Text(
        "每行一处，例如：7月24日 14:00-16:00 魅力湘西剧场",
        "One stay a line, e.g. 2021-07-24 14:00-16:00 Charming Xiangxi Theatre",
    ),
    make_rows=Text("生成行", "Make rows"),
    add_stay=Text("加一行", "Add a stay"),
    on=Text("日期", "Day"),
    from_at=Text("到达", "From"),
    to_at=Text("离开", "To"),
    precision=Text("时间精度", "Precision"),
    place=Text("地点", "Place"),
    keep_words=Text("地点待确认（保留原文）", "Not settled (keep the words)"),
    unread=Text("以下各行没有读懂，请手工填写：", "These lines were not understood; please type them in:"),
    contacts=Text("接触者", "Contacts"),
    contacts_hint=Text(
        "流调中指认的人。没有行程时，只填接触者也可以。",
        "People named in the interview. Contacts alone are enough where there is no itinerary.",
    ),
    add_contact=Text("加一名接触者", "Add a contact"),
    last_on=Text("末次接触日期", "Last contact on"),
    setting=Text("接触场景", "Setting"),
    report=Text("报告并查看暴露者", "Report, then see who was exposed"),
)
