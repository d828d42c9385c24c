"""Words of the imports page."""

from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text

WORDS = Words(
    title=Text("导入", "Import"),
    lead=Text(
        "读取 = 接收 + 重复 + 退回。被退回的每一行都列出行号、值和原因；同一文件再次导入不会增加任何内容。",
        "Read = accepted + duplicate + rejected. Every rejected row is listed with line, value and reason; the same file again adds nothing.",
    ),
    empty=Text("还没有导入", "Nothing imported yet"),
    empty_fill=Text(
        "上传病例一览表、接触者名单或到访记录（CSV、Excel 或 Parquet），结果会列在这里。",
        "Upload a line list, contacts or presences (CSV, Excel or Parquet) and the balance shows here.",
    ),
    upload=Text("上传名单", "Upload a list"),
    file=Text("文件", "File"),
    terms=Text(
        "人员名单须先说明用途、法律依据、批准人和保存期限。",
        "A list of people needs its purpose, legal ground, approver and retention first.",
    ),
    purpose=Text("用途", "Purpose"),
    legal=Text("法律依据", "Legal ground"),
    approver=Text("批准人", "Approver"),
    retention=Text("保存至", "Keep until"),
    load=Text("导入", "Import"),
    source=Text("来源", "Source"),
    kind=Text("类别", "Kind"),
    read=Text("读取", "Read"),
    accepted=Text("接收", "Accepted"),
    duplicate=Text("重复", "Duplicate"),
    rejected=Text("退回", "Rejected"),
    loaded=Text(
        "读取{read}行 = 接收{accepted} + 重复{duplicate} + 退回{rejected}。",
        "{read} rows read = {accepted} accepted + {duplicate} duplicate + {rejected} rejected.",
    ),
    again=Text("此文件以前导入过，没有增加任何内容。", "This file was imported before; nothing was added."),
    rejected_rows=Text("被退回的行", "Rejected rows"),
    none_rejected=Text("没有被退回的行。", "No row was rejected."),
    line=Text("行", "Line"),
    column=Text("列", "Column"),
    value=Text("值", "Value"),
    reason=Text("原因", "Reason"),
)
