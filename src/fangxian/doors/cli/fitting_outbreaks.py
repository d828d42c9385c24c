"""The work of `fangxian fit --outbreak`: a fit of what is on record, kept there."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fangxian.doors.cli.steps import Steps
from fangxian.doors.cli.terminal import in_both, read_hour, say, start_work
from fangxian.engines.problems import Problem, Text
from fangxian.engines.rehearsal.naming import FIT_WORDS
from fangxian.stores.outputs.futures import check_futures_file, write_futures

if TYPE_CHECKING:
    from fangxian.operations.fits.rows import FitRow, Interval, Result

TRYING = Text("试算", "trying futures")


@dataclass(frozen=True)
class OutbreakWish:
    """The command line as given; what was left out is None."""

    outbreak: str
    out: Path | None
    as_of: str | None
    futures: int
    seed: int


def run_outbreak(wish: OutbreakWish) -> None:
    """Fit an outbreak to the end, write its draws where a file is asked for, and say what they tell.

    Raises:
        Problem: no such outbreak; no case at that hour, no city; a list that no future is like.
    """
    if wish.out is not None:
        check_futures_file(wish.out)
    actor, clock = start_work("fit")
    from fangxian.operations.fits.queries import read_draws
    from fangxian.operations.fits.services import ask, compute_on

    at = read_hour(actor, wish.outbreak, wish.as_of)
    key = ask(actor, clock, outbreak_id=wish.outbreak, as_of=at, futures=wish.futures, seed=wish.seed)
    steps = Steps()
    with steps.running():
        steps.share(0.0, TRYING)
        while (found := compute_on(actor, clock, fit_id=key)).result is None:
            steps.share(found.done / found.futures, TRYING)
    _require_kept(found.result)
    if wish.out is not None:
        write_futures(wish.out, read_draws(wish.outbreak, found.result.digest))
    _tell(found, found.result)


def _require_kept(result: "Result") -> None:
    if result.why is not None:
        raise Problem(
            "record-unlike-futures",
            result.why,
            Text("拟合需要足够多相像的推演。", "A fit needs enough futures that are like it."),
            Text("请增加 --futures，或检查城市和预案。", "Raise --futures, or check the city and the plan."),
        )


def _tell(row: "FitRow", result: "Result") -> None:
    say(
        f"{row.city.zh} {row.city.en}; 病例 cases: {result.cases}; 天数 days: {result.days}; "
        f"相近的推演 futures like this: {result.alike:,}"
    )
    if result.strange:
        words = Text("个特征与几乎所有推演不同", "figures are unlike those of nearly all futures")
        say(f"{result.strange} {in_both(words)}")
    for name, word in FIT_WORDS.items():
        say(f"{word.zh} {word.en}: {_told(result.figures[name], 2)}")
    for part in result.parts:
        say(f"未发现 undetected, {part.place.zh} {part.place.en}: {_told(part.undetected, 1)}")


def _told(found: "Interval", places: int) -> str:
    return f"{found.q50:,.{places}f} ({found.q05:,.{places}f} – {found.q95:,.{places}f})"
