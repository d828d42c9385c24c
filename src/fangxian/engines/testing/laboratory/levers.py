"""Which lever shortens the queue most: a shift, a mobile laboratory, larger pools, fewer people, a longer day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.testing.laboratory.lines import DAY, Laboratory, Line, mobile_laboratory
from fangxian.engines.testing.laboratory.queueing import predict_queue

AS_IT_IS = "as-it-is"

COMPARED = {
    "lever": pl.String(),
    "title_zh": pl.String(),
    "title_en": pl.String(),
    "finish_hour": pl.Float64(),
    "hours_saved": pl.Float64(),
    "wait_median_hours": pl.Float64(),
    "wait_p90_hours": pl.Float64(),
    "backlog_peak": pl.Float64(),
}
"""The columns of a comparison; hours as in `Queue`, null where it is never done."""


@dataclass(frozen=True)
class Lever:
    """A change, with the arrivals and the laboratory as they would then be."""

    id: str
    title: Text
    arrivals: tuple[float, ...]
    laboratory: Laboratory


def compare_levers(
    arrivals: Sequence[float], laboratory: Laboratory, levers: Iterable[Lever], waiting: float = 0.0
) -> pl.DataFrame:
    """Return `COMPARED`, the earliest finish first, then the shortest waits; with a row for leaving all as it is.

    Levers change what is still to arrive; what is `waiting` stays as it is.

    >>> laboratory = Laboratory((Line(4, 96, 4.0, shifts=((8, 20),)),))
    >>> arrivals = [0] * 8 + [300] * 8
    >>> levers = [add_shift(arrivals, laboratory), add_mobile(arrivals, laboratory, 3_000), defer(arrivals, laboratory, 0.2)]
    >>> compare_levers(arrivals, laboratory, levers)["lever"].to_list()
    ['mobile', 'shift', 'defer', 'as-it-is']
    """
    now = Lever(AS_IT_IS, Text("维持现状", "leave it as it is"), tuple(arrivals), laboratory)
    rows = [_row(lever, waiting) for lever in (now, *levers)]
    finish = rows[0]["finish_hour"]
    saved = pl.lit(finish, pl.Float64()) - pl.col("finish_hour")
    compared = pl.DataFrame(
        rows, schema={name: kind for name, kind in COMPARED.items() if name != "hours_saved"}
    )
    order = ["finish_hour", "wait_p90_hours", "lever"]
    return compared.with_columns(hours_saved=saved).select(*COMPARED).sort(order, nulls_last=True)


def _row(lever: Lever, waiting: float) -> dict[str, object]:
    queue = predict_queue(lever.arrivals, lever.laboratory, waiting)
    return {
        "lever": lever.id,
        "title_zh": lever.title.zh,
        "title_en": lever.title.en,
        "finish_hour": queue.finish_hour,
        "wait_median_hours": queue.wait_median_hours,
        "wait_p90_hours": queue.wait_p90_hours,
        "backlog_peak": queue.backlog_peak,
    }


def add_shift(arrivals: Sequence[float], laboratory: Laboratory, hours: float = 8.0) -> Lever:
    """Every line works so many hours longer each day, at most around the clock."""
    longer = Laboratory(tuple(_longer(line, hours) for line in laboratory.lines))
    return Lever(
        "shift", Text(f"加开 {hours:g} 小时一班", f"one more shift of {hours:g} h"), tuple(arrivals), longer
    )


def _longer(line: Line, hours: float) -> Line:
    begins, ends = max(line.shifts, key=lambda shift: shift[1])
    others = tuple(shift for shift in line.shifts if shift != (begins, ends))
    return replace(line, shifts=(*others, (begins, min(ends + hours, begins + DAY))))


def add_mobile(
    arrivals: Sequence[float],
    laboratory: Laboratory,
    tubes_per_day: float,
    from_hour: float = 0.0,
    number: int = 1,
) -> Lever:
    """Mobile laboratories of so many tubes a day each work from an hour on."""
    line = replace(mobile_laboratory(tubes_per_day, from_hour), machines=number)
    title = Text(
        f"{number} 个移动实验室，每个每日 {tubes_per_day:,.0f} 管，第 {from_hour:g} 时起",
        f"mobile laboratories: {number}, each {tubes_per_day:,.0f} tubes a day, from hour {from_hour:g}",
    )
    return Lever("mobile", title, tuple(arrivals), Laboratory((*laboratory.lines, line)))


def enlarge_pools(
    arrivals: Sequence[float], laboratory: Laboratory, tests_now: float, tests_then: float
) -> Lever:
    """More people share a tube; the tests a person now and then come from `pooling.expect`, retests included."""
    share = tests_then / tests_now
    title = Text(f"增大混检人数，检测量为现在的 {share:.0%}", f"larger pools: {share:.0%} of the tests")
    return Lever("pools", title, tuple(tubes * share for tubes in arrivals), laboratory)


def defer(arrivals: Sequence[float], laboratory: Laboratory, share: float) -> Lever:
    """This share of the people, the least at risk, is sampled in another round."""
    title = Text(f"{share:.0%} 的人推迟到下一轮", f"{share:.0%} of the people wait for another round")
    return Lever("defer", title, tuple(tubes * (1 - share) for tubes in arrivals), laboratory)


def spread(arrivals: Sequence[float], laboratory: Laboratory, hours: int) -> Lever:
    """The same tubes arrive evenly over so many hours from the first on: waits shrink, the finish is seldom earlier."""
    first = next((hour for hour, tubes in enumerate(arrivals) if tubes > 0), 0)
    even = (*([0.0] * first), *([sum(arrivals) / max(1, hours)] * max(1, hours)))
    return Lever(
        "spread", Text(f"采样摊开到 {hours} 小时", f"sampling spread over {hours} h"), even, laboratory
    )
