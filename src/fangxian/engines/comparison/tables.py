"""The table of a comparison: one row per rule, with what it costs and what it finds."""

import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.tables import Column, Table

RULE_COMPARISON = Table(
    "rule_comparison",
    Text("规则对比", "rule comparison"),
    (
        Column("rule", pl.String(), Text("规则", "rule"), required=True),
        Column("people", pl.Int64(), Text("管控人数（第 1 层）", "people managed (degree 1)"), required=True),
        Column(
            "people_total",
            pl.Int64(),
            Text("管控人数（各层合计）", "people managed (all degrees)"),
            required=True,
        ),
        Column("quarantine_days", pl.Float64(), Text("隔离人日", "person-days of quarantine"), required=True),
        Column("infectees", pl.Int64(), Text("已被传染尚未发现者", "infected by the cases, not yet cases")),
        Column("found", pl.Int64(), Text("其中被列入", "of these listed (degree 1)")),
        Column("missed", pl.Int64(), Text("其中漏掉", "of these missed (degree 1)")),
        Column("missed_total", pl.Int64(), Text("各层均漏掉", "of these missed by all degrees")),
        Column("found_share", pl.Float64(), Text("列入比例", "share listed")),
        Column(
            "people_per_found", pl.Float64(), Text("每找到一人需管控", "people managed per infectee found")
        ),
        Column("later_cases", pl.Int64(), Text("其后报告病例", "cases reported later")),
        Column(
            "later_listed", pl.Int64(), Text("其中此前已列入（第 1 层）", "of these listed before (degree 1)")
        ),
        Column(
            "later_listed_total",
            pl.Int64(),
            Text("其中此前已列入（各层）", "of these listed before (all degrees)"),
        ),
    ),
)
"""`infectees` to `people_per_found` need the truth and are null without it; `later_*` need cases reported
after the moment judged. A ratio over nobody is null."""
