"""Words of the sign-in pages."""

from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text

WORDS = Words(
    title=Text("登录", "Sign in"),
    lead=Text("防线：疫情处置指挥系统", "Outbreak-response command"),
    how=Text(
        "这里没有密码。请打开指挥部发给您的一次性登录链接。",
        "There are no passwords here. Open the one-time link your command office gave you.",
    ),
    where=Text("管理员可运行以下命令取得链接：", "An administrator gets one with:"),
    ready=Text(
        "此链接只能使用一次，且仅限本人。", "This link works once, and only for the person it was made for."
    ),
    enter=Text("进入", "Sign in"),
    out=Text("您已退出。", "You have signed out."),
)
