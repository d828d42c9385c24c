"""Words of the race clock."""

from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text

WORDS = Words(
    title=Text("赛跑钟", "Race clock"),
    lead=Text(
        "每份未完成的指令再拖一小时的代价：同样的许多个未来，按时与拖延各走一遍。代价高的在前。",
        "What another hour of each open order's delay costs: the same futures told with it in time and late. Dearest first.",
    ),
    no_ground=Text("延误的代价不是问责的依据。", "The price of delay is no ground for a sanction."),
    compute=Text("计算", "Compute"),
    again=Text("重新计算", "Compute anew"),
    opening=Text(
        "正在打开城市。本机首次编译约需半分钟，首次使用这座城市还要生成它。",
        "Opening the city. Compiling once: half a minute the first time on this machine; a city not used before is drawn too.",
    ),
    running=Text("已算 {done} / {total} 项", "{done} of {total} priced"),
    go_on=Text("继续", "Go on"),
    not_yet=Text("还没有算过", "Not computed yet"),
    none_fill=Text("按“计算”，每份未完成的指令会有一个价。", "Press “Compute”: every open order gets its price."),
    none_here=Text("指挥部计算后会显示在这里。", "When the command office has it computed, it is shown here."),
    as_of=Text("时点", "As of"),
    computed=Text("{moment}（{age}前）", "{moment} ({age} ago)"),
    stale=Text("此后有变化：{finished} 份已完成或撤销，新下达 {issued} 份指令。请重新计算。",
               "Since then {finished} were done or taken back and {issued} orders given: compute it anew."),
    rests_on=Text("依据", "Rests on"),
    on_fit=Text("拟合结果：病例 {cases} 例，另有约 {hidden} 人未发现", "a fit: {cases} cases, about {hidden} more not found"),
    fit_as_of=Text("{moment} 的拟合", "the fit as of {moment}"),
    on_pack=Text(
        "未拟合，用疾病资源包的传播速度；病例 {cases} 例，假定未发现的与之相当",
        "no fit: the disease pack's speed; {cases} cases, as many assumed not found",
    ),
    fit_it=Text("去拟合", "fit it"),
    futures=Text("{place}的 {count} 个未来，预案 {plan}", "{count} futures of {place}, plan {plan}"),
    assumed=Text(
        "未到时限的按时限完成，已逾期的按一小时后完成。完成一部分的，只算剩下的。区间为 95%。",
        "What is not late is taken to be done at its deadline, what is late within the hour. Of what is partly done only the "
        "rest counts. Intervals: 95 %.",
    ),
    dear=Text("代价高的", "Dear"),
    none_dear=Text("没有代价高到能判断的指令。", "No order's delay is large enough to tell."),
    order=Text("指令", "Order"),
    office=Text("单位", "Office"),
    deadline=Text("时限", "Deadline"),
    infections=Text("感染/小时", "Infections an hour"),
    days=Text("天/小时", "Days an hour"),
    person_days=Text("人天/小时", "Person-days an hour"),
    remedy=Text("最省的补救", "Cheapest remedy"),
    stands_for=Text("含下级 {count} 份", "with {count} below"),
    finished=Text("已完成", "done since"),
    bar_label=Text("每小时 {mean} 例感染，{low} 至 {high}", "{mean} infections an hour, {low} to {high}"),
    too_small=Text("相差太小，无法判断（{count}）", "Too small to tell ({count})"),
    too_small_note=Text(
        "区间含零，或每小时不到百分之一例。不等于不要紧。",
        "The interval holds zero, or it is below a hundredth of an infection an hour. That is not to say it does not matter.",
    ),
    unpriced=Text("没有价的（{count}）", "Without a price ({count})"),
    number=Text("{number} 号", "no. {number}"),
    remedy_sign=Text("现在请第二签署人签字", "ask the second signer now"),
    remedy_decide=Text("上级立即答复", "the office above answers now"),
    remedy_call=Text("尚未签收，打电话", "nobody has taken note: telephone"),
    remedy_divide=Text("分给下级空闲的 {people} 人，约早 {hours} 小时", "share it with {people} free people below: about {hours} h sooner"),
    remedy_send=Text("从{place}调 {people} 人，约早 {hours} 小时", "send {people} people from {place}: about {hours} h sooner"),
    remedy_nothing=Text("无可用资源", "nothing free"),
)  # fmt: skip
