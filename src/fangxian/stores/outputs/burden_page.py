"""The part of the summary that says whom measures restrict, what they cost and what they are expected to do."""

from collections.abc import Callable

import polars as pl

from fangxian.engines.plans import COST_WORDS, RESTRICTED_DAYS, ROUTE_WORDS, Measure
from fangxian.engines.response import Response
from fangxian.stores.outputs.facts import RunFacts
from fangxian.stores.outputs.markdown import moment, table, titled

Words = Callable[[str, str], str]


def restricting(response: Response, facts: RunFacts, places: pl.DataFrame, say: Words, language: str) -> str:
    """Return the two sections: what restricts, and what it costs."""
    parts = [_restricts(response, facts, places, say, language), _costs(response, facts, say, language)]
    return "\n\n".join(part for part in parts if part)


def _restricts(response: Response, facts: RunFacts, places: pl.DataFrame, say: Words, language: str) -> str:
    title = say("## 限制", "## What restricts")
    live = response.measures.filter(pl.col("change") != "no_longer_supported").filter("restricts")
    grouped = (
        live.join(response.burdens.drop("measure", "place_id", "people"), on="measure_id", how="left")
        .group_by("measure")
        .agg(
            pl.len(),
            pl.col("people", "exempt", "restricted", "person_days").sum(),
            pl.col("ends_at").max(),
            pl.col("legal_basis").first(),
        )
        .sort("measure")
    )
    rows = [
        (
            _title(facts, row["measure"], language),
            row["people"],
            row["exempt"],
            row["restricted"],
            round(row["person_days"]),
            row["len"],
            moment(row["ends_at"], facts),
            row["legal_basis"],
            f"measure = {row['measure']}",
        )
        for row in grouped.iter_rows(named=True)
    ]
    if not rows:
        return titled(title, say("没有限制自由的措施。", "No measure takes liberty from anybody."))
    heads = (
        say("措施", "measure"),
        say("涉及人数", "people"),
        say("豁免", "exempt"),
        say("受限", "restricted"),
        say("受限人天", "person-days"),
        say("地点数", "places"),
        say("最迟结束", "ends at the latest"),
        say("法律依据", "legal basis"),
        say("burdens.csv 筛选", "filter in burdens.csv"),
    )
    note = say(
        "每行为该措施各地点之和; 不同措施重叠处见下表, 每个社区只计一次。",
        "Each line is summed over the places of one measure; where measures overlap, the next table counts a "
        "community once.",
    )
    return titled(title, f"{table(heads, rows)}\n\n{note}{_joined(response, places, say, language)}")


def _joined(response: Response, places: pl.DataFrame, say: Words, language: str) -> str:
    name = pl.coalesce("name", "place_id") if language == "zh" else pl.coalesce("name_en", "name", "place_id")
    named = response.restricted.join(
        places.select("place_id", "name", "name_en"), on="place_id", how="left", maintain_order="left"
    )
    rows = [
        (
            row["shown"],
            row["measures"],
            f"{row['people_at_least']:,} – {row['people_at_most']:,}",
            f"{row['person_days_at_least']:,.0f} – {row['person_days_at_most']:,.0f}",
            row["by_name"],
        )
        for row in named.with_columns(shown=name).iter_rows(named=True)
    ]
    heads = (
        say("地区", "place"),
        say("限制性措施", "measures that restrict"),
        say("受限人数（下限 – 上限）", "people restricted (at least – at most)"),
        say("受限人天（下限 – 上限）", "person-days (at least – at most)"),
        say("另按名单限制", "restricted by name besides"),
    )
    source = say("见 restricted.csv。", "From restricted.csv.")
    return f"\n\n{table(heads, rows)}\n\n{source}"


def _costs(response: Response, facts: RunFacts, say: Words, language: str) -> str:
    grouped = (
        response.costs.filter(pl.col("what") != RESTRICTED_DAYS)
        .group_by("what", "unit", maintain_order=True)
        .agg(pl.col("amount").sum(), pl.col("confidence").max(), pl.col("measure").unique().sort())
        .sort("what", "unit")
    )
    rows = [
        (
            COST_WORDS[row["what"]].in_(language),
            round(row["amount"]),
            row["unit"],
            row["confidence"],
            ", ".join(row["measure"]),
        )
        for row in grouped.iter_rows(named=True)
    ]
    if not rows:
        return ""
    heads = (
        say("代价", "what"),
        say("数量", "amount"),
        say("单位", "unit"),
        say("最低可信度", "weakest confidence"),
        say("措施", "measures"),
    )
    note = say(
        "至各措施结束为止; 可信度 M 为未证实的计划数, 见 costs.csv。",
        "Until the measures end; confidence M is an unconfirmed planning figure, see costs.csv.",
    )
    effects = _effects(response, facts, say, language)
    return titled(
        say("## 代价与预期效果", "## Costs and expected effects"), f"{table(heads, rows)}\n\n{note}{effects}"
    )


def _effects(response: Response, facts: RunFacts, say: Words, language: str) -> str:
    standing = set(response.burdens["measure"])
    measures = [
        m for plan in facts.plans.values() for _, m in sorted(plan.measures.items()) if m.id in standing
    ]
    rows = [(m.title.in_(language), *line) for m in measures for line in _reductions(m, language)]
    silent = [m.title.in_(language) for m in measures if m.effect and m.effect.not_modelled]
    heads = (say("措施", "measure"), say("减少", "reduces"), say("幅度", "by"), say("可信度", "confidence"))
    shown = f"\n\n{table(heads, rows)}" if rows else ""
    if not silent:
        return shown
    listed = say("、", ", ").join(dict.fromkeys(silent))
    return f"{shown}\n\n{say(f'效果不作建模: {listed}。', f'Effect not modelled: {listed}.')}"


def _reductions(measure: Measure, language: str) -> list[tuple[str, str, str]]:
    reduces = measure.effect.reduces if measure.effect else ()
    return [
        (ROUTE_WORDS[one.route].in_(language), f"{one.low:.0%} – {one.high:.0%}", one.confidence)
        for one in reduces
    ]


def _title(facts: RunFacts, measure: str, language: str) -> str:
    found = [plan.measures[measure] for plan in facts.plans.values() if measure in plan.measures]
    return found[0].title.in_(language) if found else measure
