"""Words of signing up as a volunteer."""

from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text

VOLUNTEER = Words(
    volunteer_title=Text("志愿者报名", "Volunteer"),
    volunteer_lead=Text(
        "社区需要人手。报名后由街道社区核实，核实前不会派您去任何地方。",
        "Communities need people. Whoever serves where you live checks with you first; nobody is sent anywhere before that.",
    ),
    kept_title=Text("保存什么、保存多久", "What is kept, and until when"),
    kept_what=Text(
        "姓名、电话、所住社区和您勾选的技能，加密保存，只有所住地区的工作人员可见，只用于联系和安排志愿服务。",
        "Your name, telephone, community and the skills you tick; encrypted, seen only by staff of the place you live in, "
        "used only to reach you and to arrange your service.",
    ),
    kept_long=Text(
        "{pending}天内没有核实即删除；核实后保存{serving}天。您可随时请社区删除。",
        "Erased after {pending} days if nobody has checked with you; after {serving} days if you were. Your community erases "
        "it any time you ask.",
    ),
    own_community=Text("您住的社区（写上区县）", "The community you live in, with its district"),
    full_name=Text("姓名", "Name"),
    phone=Text("电话", "Telephone"),
    skills=Text("您会什么（可不选）", "What you can do (you need not say)"),
    consent=Text("我同意以上信息的保存和使用", "I agree that this is kept and used as said"),
    volunteer_send=Text("报名", "Sign up"),
    volunteer_done=Text(
        "已收到，谢谢您。街道社区会打电话与您核实。", "Thank you, received. Your community will call you."
    ),
)
