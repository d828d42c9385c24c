"""One page a language: what stands, what is new, whom it binds, who was not found; each figure with its source."""

from collections.abc import Callable

import polars as pl

from fangxian.engines import tables
from fangxian.engines.response import Response
from fangxian.engines.tables import Text
from fangxian.stores.outputs.burden_page import restricting
from fangxian.stores.outputs.facts import RunFacts
from fangxian.stores.outputs.markdown import moment, table, titled

_CHANGING = ("areas", "measures", "orders", "restrictions", "follow_ups", "testing", "staffing")
_LONGEST_LIST = 12
_CHANGE_WORDS = {
    "new": Text("新增", "new"),
    "changed": Text("变更", "changed"),
    "unchanged": Text("不变", "unchanged"),
    "no_longer_supported": Text("依据消失, 待解除", "no longer supported, to be released"),
}
Words = Callable[[str, str], str]


def summarise_response(response: Response, facts: RunFacts, places: pl.DataFrame) -> str:
    """Return the summary as Markdown: the Chinese page, then the English one."""
    pages = [_page(response, facts, places, language) for language in ("zh", "en")]
    return "\n---\n\n".join(pages)


def _page(response: Response, facts: RunFacts, places: pl.DataFrame, language: str) -> str:
    def say(zh: str, en: str) -> str:
        return zh if language == "zh" else en

    parts = [
        _head(response, facts, say),
        _figures(response, say),
        _difference(response, say),
        restricting(response, facts, places, say, language),
        _areas(response, places, say, language),
        _not_found(response, facts, places, say, language),
        _sources(facts, say),
        _remarks(response, say, language),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _head(response: Response, facts: RunFacts, say: Words) -> str:
    plans = "; ".join(
        f"{plan.title.in_(say('zh', 'en'))} ({plan.id}@{plan.version})"
        for plan in {plan.id: plan for plan in facts.plans.values()}.values()
    )
    outbreaks = ", ".join(facts.plans)
    lines = [
        say(f"# 处置方案: {outbreaks}", f"# Response: {outbreaks}"),
        say(
            f"时点 {moment(facts.as_of, facts)}, 彼时所知 {moment(facts.known_at, facts)}。预案: {plans}。",
            f"As of {moment(facts.as_of, facts)}, as known at {moment(facts.known_at, facts)}. Plan: {plans}.",
        ),
        say(
            "以下均为规则的建议, 由人决定; 凡限制措施须两个单位签署。",
            "Everything below is proposed by rules and decided by people; what restricts needs two offices' signatures.",
        ),
    ]
    if response.ending_proposed:
        which = ", ".join(facts.to_end or facts.plans)
        lines.append(
            say(
                f"**已符合结束条件: 建议结束疫情 {which}。**",
                f"**The condition for ending holds: ending is proposed for {which}.**",
            )
        )
    return "\n\n".join(lines)


def _figures(response: Response, say: Words) -> str:
    live = {name: _live(getattr(response, name)) for name in _CHANGING}
    exposures, venues, staffing = response.exposures, response.venue_exposures, live["staffing"]
    needs = staffing.group_by("to_place_id", "role").agg(pl.col("needed").first(), pl.col("people").sum())
    stands, unknown = "change != no_longer_supported", "unknown_attendees = true, distinct place_id"
    followed, bound = live["follow_ups"]["person_id"], live["restrictions"]["person_id"]
    rows: list[tuple[object, ...]] = [
        (say("密切接触者", "contacts"), _people(exposures, 1), "exposures.parquet", "degree = 1, distinct person_id"),
        (say("密接的密接", "contacts of contacts"), _people(exposures, 2), "exposures.parquet", "degree = 2, distinct person_id"),
        (say("暴露场所", "exposed venues"), venues["place_id"].n_unique(), "venue_exposures.csv", "distinct place_id"),
        (say("有未知到访者的场所", "venues with unknown attendees"), _unknown(venues), "venue_exposures.csv", unknown),
        (say("风险地区", "areas"), live["areas"].height, "areas.csv", stands),
        (say("防控措施", "measures"), live["measures"].height, "measures.csv", stands),
        (say("指令", "orders"), live["orders"]["order_id"].n_unique(), "orders.csv", f"{stands}, distinct order_id"),
        (say("下达件", "dispatches"), live["orders"].height, "orders.csv", stands),
        (say("受限人员", "people restricted by name"), bound.n_unique(), "restrictions.csv", f"{stands}, distinct person_id"),
        (say("随访人员", "people followed up"), followed.n_unique(), "follow_ups.csv", f"{stands}, distinct person_id"),
        (say("应检人次", "samples due"), _sum(live["testing"], "people"), "testing.csv", f"{stands}, sum of people"),
        (say("采样点", "sampling places"), live["testing"]["site_place_id"].n_unique(), "testing.csv", f"{stands}, distinct site_place_id"),
        (say("所需人手", "staff needed"), _sum(needs, "needed"), "staffing.csv", f"{stands}, needed once per to_place_id and role"),
        (say("已安排人手", "staff assigned"), _sum(needs, "people"), "staffing.csv", f"{stands}, sum of people"),
    ]  # fmt: skip
    heads = (say("项目", "what"), say("数", "figure"), say("文件", "file"), say("筛选", "filter"))
    return titled(say("## 数字", "## Figures"), table(heads, rows))


def _live(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.filter(pl.col("change") != "no_longer_supported")


def _people(exposures: pl.DataFrame, degree: int) -> int:
    return exposures.filter(degree=degree)["person_id"].n_unique()


def _unknown(venues: pl.DataFrame) -> int:
    return venues.filter("unknown_attendees")["place_id"].n_unique()


def _sum(frame: pl.DataFrame, column: str) -> int:
    return int(frame[column].sum() or 0)


def _difference(response: Response, say: Words) -> str:
    heads = (say("文件", "file"), *(say(word.zh, word.en) for word in _CHANGE_WORDS.values()))
    rows = []
    for name in _CHANGING:
        counted = dict(getattr(response, name).group_by("change").len().iter_rows())
        rows.append((f"{name}.csv", *(counted.get(change, 0) for change in tables.CHANGES)))
    note = say(
        "每格为该文件中 change 列等于该词的行数。", "Each cell counts the rows of that file by `change`."
    )
    return titled(
        say("## 与现行方案之差", "## Difference from what stands"), f"{table(heads, rows)}\n\n{note}"
    )


def _areas(response: Response, places: pl.DataFrame, say: Words, language: str) -> str:
    changed = response.areas.filter(pl.col("change") != "unchanged").sort("change", "level", "place_id")
    reason = pl.col(f"reason_{language}")
    rows = [
        (_CHANGE_WORDS[change].in_(language), level, text)
        for change, level, text in changed.select("change", "level", reason).head(_LONGEST_LIST).iter_rows()
    ]
    if not rows:
        return ""
    heads = (say("变化", "change"), say("等级", "level"), say("理由", "reason"))
    more = _more(changed.height, "areas.csv", say)
    return titled(say("## 风险地区", "## Areas"), table(heads, rows) + more)


def _not_found(response: Response, facts: RunFacts, places: pl.DataFrame, say: Words, language: str) -> str:
    """The venues whose visitors nobody knows: their notice, call and self-report have to find them."""
    unknown = (
        response.venue_exposures.filter("unknown_attendees")
        .group_by("place_id")
        .agg(
            pl.col("from_at").min(),
            pl.col("to_at").max(),
            pl.col("found").max(),
            pl.col("case_id").n_unique(),
        )
        .sort("case_id", "place_id", descending=[True, False])
        .join(places.select("place_id", "name", "name_en"), on="place_id", how="left", maintain_order="left")
    )
    if not unknown.height:
        return ""
    name = pl.coalesce("name", "place_id") if language == "zh" else pl.coalesce("name_en", "name", "place_id")
    shown = unknown.head(_LONGEST_LIST).select(
        name.alias("shown"), "place_id", "case_id", "from_at", "to_at", "found"
    )
    rows = [
        (title, cases, moment(begin, facts), moment(end, facts), found, f"place_id = {place}")
        for title, place, cases, begin, end, found in shown.iter_rows()
    ]
    heads = (
        say("场所", "venue"),
        say("病例", "cases"),
        say("自", "from"),
        say("至", "to"),
        say("已找到", "found"),
        say("venue_exposures.csv 筛选", "filter in venue_exposures.csv"),
    )
    more = _more(unknown.height, "venue_exposures.csv", say)
    return titled(say("## 尚未找到的人", "## Not found"), table(heads, rows) + more)


def _more(total: int, file: str, say: Words) -> str:
    left = total - _LONGEST_LIST
    return say(f"\n\n另有 {left} 项, 见 {file}。", f"\n\n{left} more in {file}.") if left > 0 else ""


def _sources(facts: RunFacts, say: Words) -> str:
    heads = (
        say("输入", "input"),
        say("文件", "file"),
        say("读入", "read"),
        say("接受", "accepted"),
        say("重复", "duplicate"),
        say("拒绝", "rejected"),
        "sha256",
    )
    rows = [
        (one.table, one.name, one.read, one.accepted, one.duplicate, one.rejected, one.sha256[:12] or "-")
        for one in facts.inputs
    ]
    places = say(f"地区: {facts.places.zh}。", f"Places: {facts.places.en}.")
    return titled(say("## 来源", "## Sources"), f"{table(heads, rows)}\n\n{places}")


def _remarks(response: Response, say: Words, language: str) -> str:
    if not response.remarks:
        return ""
    return titled(
        say("## 须知", "## Remarks"), "\n".join(f"- {remark.in_(language)}" for remark in response.remarks)
    )
