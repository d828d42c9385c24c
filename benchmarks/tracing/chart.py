"""Growth as a chart: how the time for 20 cases grows with the presences held, drawn from the results file."""

from pathlib import Path
from typing import Any

import altair as alt
import polars as pl

PRESENCES_A_PERSON = 40


def draw_growth(results: dict[str, Any], path: Path) -> None:
    """Draw the median milliseconds of each engine over the size of the city; both axes in powers of ten."""
    rows = pl.DataFrame(results["growth"]).select(
        "engine",
        presences=pl.col("people") * PRESENCES_A_PERSON / 1e6,
        milliseconds=pl.col("median") * 1000,
    )
    line = alt.Chart(rows).encode(
        x=alt.X(
            "presences", title="presences in the store, million", scale=alt.Scale(type="log", nice=False)
        ),
        y=alt.Y("milliseconds", title="20 cases, median ms on one core", scale=alt.Scale(type="log")),
        color=alt.Color("engine", title=None, sort=None),
        shape=alt.Shape("engine", title=None, sort=None),
    )
    drawn = (line.mark_line() + line.mark_point(filled=True, size=60)).properties(width=460, height=300)
    drawn.configure_axis(gridOpacity=0.4).save(str(path), format="svg")
