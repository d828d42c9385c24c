"""The charts of the four cities, drawn from the tables."""

from pathlib import Path

import altair as alt
import polars as pl

BLUE, ORANGE = "#2f6f9f", "#c8641b"


def draw_final(by_day: pl.DataFrame, final: int, path: Path) -> None:
    """Draw the final size as it was foretold on each day: median, middle half, middle nine tenths; what it was as a line."""
    rows = by_day.filter(by_day["final_05"] > 0)
    base = alt.Chart(rows).encode(
        x=alt.X("day:Q", title="day since the first report (1: 28 July)", axis=alt.Axis(tickMinStep=1))
    )
    y = alt.Y(
        "final_05:Q",
        title="confirmed cases in the end",
        scale=alt.Scale(type="log", domain=[5, 600], nice=False),
    )
    wide = base.mark_area(opacity=0.25, color=BLUE, clip=True).encode(y=y, y2="final_95:Q")
    half = base.mark_area(opacity=0.4, color=BLUE, clip=True).encode(y="final_25:Q", y2="final_75:Q")
    middle = base.mark_line(color=BLUE).encode(y="final_50:Q")
    known = base.mark_line(color="black", strokeDash=[2, 2], clip=True).encode(y="so_far:Q")
    truth = alt.Chart(pl.DataFrame({"final": [final]})).mark_rule(color=ORANGE, size=2).encode(y="final:Q")
    _save((wide + half + middle + known + truth).properties(width=480, height=280), path)


def draw_week(ahead: pl.DataFrame, days: tuple[int, ...], path: Path) -> None:
    """Draw next week as it was foretold on some days: both forecasts' middle nine tenths and medians, and what came."""
    panels = [_panel(ahead.filter(day=day), day) for day in days]
    _save(alt.hconcat(*panels), path)


def _panel(rows: pl.DataFrame, day: int) -> alt.LayerChart:
    base = alt.Chart(rows).encode(x=alt.X("ahead:Q", title="days ahead", axis=alt.Axis(tickCount=7)))
    scale = alt.Scale(domain=[0, 30], clamp=True)
    y = alt.Y("q05:Q", title="new confirmed cases", scale=scale)
    ours = base.mark_area(opacity=0.3, color=BLUE).encode(y=y, y2="q95:Q")
    middle = base.mark_line(color=BLUE).encode(y="q50:Q")
    low = base.mark_line(color="grey", strokeDash=[4, 3]).encode(y="theirs_q05:Q")
    high = base.mark_line(color="grey", strokeDash=[4, 3]).encode(y="theirs_q95:Q")
    came = base.mark_point(filled=True, color=ORANGE, size=45).encode(y="came:Q")
    return (ours + middle + low + high + came).properties(width=150, height=220, title=f"after day {day}")


def draw_otherwise(again: pl.DataFrame, path: Path) -> None:
    """Draw infections of every change: median, middle half and middle nine tenths."""
    names = again["change"].unique(maintain_order=True).to_list()
    rows = again.group_by("change", maintain_order=True).agg(
        *(pl.col("infections").quantile(q / 100, "nearest").alias(f"q{q:02}") for q in (5, 25, 50, 75, 95))
    )
    base = alt.Chart(rows).encode(y=alt.Y("change:N", sort=names, title=None, axis=alt.Axis(labelLimit=240)))
    x = alt.X(
        "q05:Q", title="infections in the end", scale=alt.Scale(type="log", domain=[50, 30_000], nice=False)
    )
    wide = base.mark_bar(height=6, opacity=0.35, color=BLUE).encode(x=x, x2="q95:Q")
    half = base.mark_bar(height=14, opacity=0.6, color=BLUE).encode(x="q25:Q", x2="q75:Q")
    middle = base.mark_tick(color="black", thickness=2, size=20).encode(x="q50:Q")
    _save((wide + half + middle).properties(width=420, height=200), path)


def _save(chart: alt.TopLevelMixin, path: Path) -> None:
    chart.configure_axis(gridOpacity=0.4).save(str(path), format="svg")  # type: ignore[attr-defined]
