"""Charts of the staffed cities: how far people go, how long they serve."""

from collections.abc import Mapping
from pathlib import Path

import altair as alt
import polars as pl

BLUE, ORANGE = "#2f6f9f", "#c8641b"


def draw_ways(postings: Mapping[str, pl.DataFrame], path: Path) -> None:
    """Draw for each question the way from home to post: middle nine tenths, middle half, median."""
    rows = _spread({name: sent["distance_m"] / 1000 for name, sent in postings.items()})
    _save(_bars(rows, "kilometres from home, in a straight line"), path)


def draw_hours(hours: Mapping[str, pl.DataFrame], path: Path) -> None:
    """Draw the hours a head of each week."""
    _save(_bars(_spread({name: one["hours"] for name, one in hours.items()}), "hours a head and week"), path)


def _spread(figures: Mapping[str, pl.Series]) -> pl.DataFrame:
    levels = (0.05, 0.25, 0.5, 0.75, 0.95)
    return pl.DataFrame([
        {"name": name, **{f"q{int(level * 100):02}": one.quantile(level, "nearest") for level in levels}}
        for name, one in figures.items()
    ])  # fmt: skip


def _bars(rows: pl.DataFrame, title: str) -> alt.LayerChart:
    y = alt.Y("name:N", sort=rows["name"].to_list(), title=None, axis=alt.Axis(labelLimit=420))
    base = alt.Chart(rows).encode(y=y)
    x = alt.X("q05:Q", title=title)
    wide = base.mark_bar(height=6, opacity=0.35, color=BLUE).encode(x=x, x2="q95:Q")
    half = base.mark_bar(height=14, opacity=0.6, color=BLUE).encode(x="q25:Q", x2="q75:Q")
    middle = base.mark_tick(color=ORANGE, thickness=3, size=20).encode(x="q50:Q")
    return (wide + half + middle).properties(width=420, height=28 * rows.height)


def _save(chart: alt.LayerChart, path: Path) -> None:
    # Names are wider in some fonts than reckoned here.
    padded = chart.properties(padding={"left": 70, "top": 5, "right": 5, "bottom": 5})
    padded.configure_axis(gridOpacity=0.4).save(str(path), format="svg")
