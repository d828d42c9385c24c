"""People managed against infectees missed, drawn from the results: a point a rule, its interval as a cross."""

from pathlib import Path

import altair as alt
import polars as pl

from fangxian.engines.comparison import list_rules


def draw_scatter(rows: pl.DataFrame, path: Path) -> None:
    """Draw one setting's summary (rule, measure, value, low, high) as SVG; people in powers of ten."""
    titles = {rule.id: rule.title.en for rule in list_rules()}
    wide = (
        rows.filter(pl.col("measure").is_in(["people", "missed"]))
        .pivot(on="measure", index="rule", values=["value", "low", "high"])
        .with_columns(rule=pl.col("rule").replace_strict(titles))
    )
    people, missed = _axes()
    base = alt.Chart(wide).encode(color=alt.Color("rule", title=None, sort=list(titles.values())))
    points = base.mark_point(filled=True, size=90).encode(
        x=people, y=missed, shape=alt.Shape("rule", title=None, sort=list(titles.values()))
    )
    across = base.mark_rule().encode(x="low_people", x2="high_people", y="value_missed")
    along = base.mark_rule().encode(x="value_people", y="low_missed", y2="high_missed")
    drawn = (across + along + points).properties(width=460, height=280)
    drawn.configure_axis(gridOpacity=0.4).save(str(path), format="svg")


def _axes() -> tuple[alt.X, alt.Y]:
    return (
        alt.X("value_people", title="people managed per outbreak (degree 1)", scale=alt.Scale(type="log")),
        alt.Y("value_missed", title="infectees missed per outbreak"),
    )
