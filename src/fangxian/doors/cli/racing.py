"""The work of `fangxian race-clock`."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from fangxian.doors.cli.steps import Steps
from fangxian.doors.cli.terminal import in_both, say, start_work
from fangxian.engines.problems import Text
from fangxian.stores.outputs.futures import check_futures_file, write_futures

if TYPE_CHECKING:
    from fangxian.operations.race.rows import Board, PriceRow

SHOWN = 20
PRICING = Text("计算延误代价", "pricing delays")
NO_GROUND = Text("延误的代价不是问责的依据。", "The price of delay is no ground for a sanction.")
COLUMNS = {
    "order": pl.Int64(), "title_zh": pl.String(), "title_en": pl.String(), "place_id": pl.String(),
    "department": pl.String(), "due_at": pl.Datetime("us", "UTC"), "stands_for": pl.Int64(),
    **{f"{name}{end}": pl.Float64() for name in ("infections", "days", "person_days") for end in ("", "_low", "_high")},
    "too_small": pl.Boolean(), "remedy": pl.String(), "remedy_people": pl.Int64(), "remedy_hours_saved": pl.Float64(),
    "why_zh": pl.String(), "why_en": pl.String(),
}  # fmt: skip


@dataclass(frozen=True)
class Wish:
    """The command line as given; what was left out is None."""

    outbreak: str
    out: Path
    fit: Path | None
    place: str | None
    futures: int


def run(wish: Wish) -> None:
    """Compute the clock to its end, write every dispatch, and say which are dear.

    Raises:
        Problem: no such outbreak or city; no case; a file that is no fit.
    """
    check_futures_file(wish.out)
    actor, clock = start_work("race-clock")
    from fangxian.operations.fits.services import bring
    from fangxian.operations.race.queries import find_board, list_prices
    from fangxian.operations.race.services import ask, compute_on

    if wish.fit is not None:
        bring(actor, clock, outbreak_id=wish.outbreak, draws=_read(wish.fit))
    key = ask(actor, clock, outbreak_id=wish.outbreak, place_id=wish.place, futures=wish.futures)
    steps = Steps()
    with steps.running():
        steps.share(0.0, PRICING)
        while not (found := compute_on(actor, clock, clock_id=key)).row.has_ended:
            steps.share(found.done / max(found.total, 1), PRICING)
    board = find_board(actor.reach, wish.outbreak)
    if board is not None:
        write_futures(wish.out, _frame(list_prices(actor.reach, board.clock.id)))
        _tell(board)


def _read(path: Path) -> pl.DataFrame:
    return pl.read_csv(path) if path.suffix.lower() == ".csv" else pl.read_parquet(path)


def _frame(prices: "list[PriceRow]") -> pl.DataFrame:
    return pl.DataFrame([_row(one) for one in prices], schema=COLUMNS)


def _row(one: "PriceRow") -> dict[str, Any]:
    figures: dict[str, float | None] = {}
    for name in ("infections", "days", "person_days"):
        found = getattr(one, name)
        for end, part in (("", "mean"), ("_low", "low"), ("_high", "high")):
            figures[f"{name}{end}"] = getattr(found, part) if found else None
    return {
        "order": one.number, "title_zh": one.title.zh, "title_en": one.title.en, "place_id": one.place_id,
        "department": one.department, "due_at": one.due_at, "stands_for": one.stands_for, **figures,
        "too_small": one.too_small if one.infections else None,
        "remedy": one.remedy.act if one.remedy else None, "remedy_people": one.remedy.people if one.remedy else None,
        "remedy_hours_saved": one.remedy.hours_saved if one.remedy else None,
        "why_zh": one.why.zh if one.why else None, "why_en": one.why.en if one.why else None,
    }  # fmt: skip


def _rests_on(board: "Board") -> Text:
    row = board.clock
    if not row.fit:
        return Text("未拟合，用通常的设想", "no fit: it believes the usual")
    at = f"{row.fitted_as_of:%Y-%m-%d %H:%M} UTC" if row.fitted_as_of else row.fit[:12]
    return Text(f"依据 {at} 的拟合", f"rests on the fit as of {at}")


def _tell(board: "Board") -> None:
    for one in board.dear[:SHOWN]:
        figure = one.infections
        if figure:
            say(
                f"#{one.number} {one.title.zh} {one.title.en}, {one.place.zh}: {figure.mean:+.2f} "
                f"({figure.low:+.2f} – {figure.high:+.2f}) 感染/小时 infections an hour"
            )
    found = (len(board.dear), board.small_total, board.unpriced_total)
    say(in_both(_rests_on(board)))
    say("可定价 dear {}; 相差太小，无法判断 too small to tell {}; 无价 without a price {}".format(*found))
    say(in_both(NO_GROUND))
