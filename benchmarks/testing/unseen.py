"""`python -m benchmarks.testing.unseen [draws]`: how often the interval of people on no list holds the truth.

Worlds of people and lists with a known number on no list: lists that depend on each other (odds ratio 3), people who
differ in how easily they are listed, both; of 400, 4,000 and 40,000 people. Beside ours in the same run: Chapman's
estimate from the first two lists, and the log-linear model without dependence from all, both with the log-normal interval
they are commonly given. Prints and writes results/unseen.md.
"""

import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from scipy.special import expit, logit

from fangxian.engines.ledger.unseen import Estimates, chapman, estimate_unseen
from fangxian.engines.ledger.unseen.estimates import log_normal
from fangxian.engines.ledger.unseen.fitting import fit
from fangxian.engines.ledger.unseen.models import list_models
from fangxian.engines.tables import HISTORIES, PLACES

SHARES = (0.75, 0.6, 0.45, 0.3, 0.2)
"""How many of the people a list has: household register, grid roster, phones, parcels, shops."""

SIZES, LISTS = (400, 4_000, 40_000), (2, 3, 4, 5)
ODDS_RATIO = 3.0
_POINTS, _WEIGHTS = np.polynomial.hermite_e.hermegauss(61)
NORMAL = (_POINTS, _WEIGHTS / _WEIGHTS.sum())
EQUAL = (np.zeros(1), np.ones(1))


@dataclass(frozen=True)
class World:
    """Which pairs of lists depend on each other, and how people differ: log odds to be listed, and how many have them."""

    name: str
    pairs: tuple[tuple[int, int], ...] = ()
    people: tuple[np.ndarray, np.ndarray] = EQUAL


def _kinds(share: float, odds: float) -> tuple[np.ndarray, np.ndarray]:
    return np.array([0.0, np.log(odds)]), np.array([1 - share, share])


FIFTH = _kinds(0.2, 1 / 3)
SPREAD = (NORMAL[0] * 0.7, NORMAL[1])
ASKED = (
    World("lists independent, people alike"),
    World("first two lists dependent", ((0, 1),)),
    World("second and third dependent", ((1, 2),)),
    World("a fifth with a third of the odds", people=FIFTH),
    World("normal, sd 0.7", people=SPREAD),
    World("first two dependent, a fifth with a third", ((0, 1),), FIFTH),
    World("second and third dependent, a fifth with a third", ((1, 2),), FIFTH),
    World("first two dependent, normal sd 0.7", ((0, 1),), SPREAD),
    World("second and third dependent, normal sd 0.7", ((1, 2),), SPREAD),
)
HARDER = (
    World("two pairs dependent (1-2, 3-4), normal sd 0.7", ((0, 1), (2, 3)), SPREAD),
    World("first two dependent, normal sd 1", ((0, 1),), (NORMAL[0], NORMAL[1])),
    World("first two dependent, a tenth with a tenth of the odds", ((0, 1),), _kinds(0.1, 0.1)),
    World("a tenth on no list whatever", people=_kinds(0.1, 1e-9)),
)


def main(draws: int) -> None:
    """Run it all, print and keep the tables."""
    began = time.perf_counter()
    head = "| world | lists | ours | Chapman, two lists | independent log-linear |"
    lines = [
        "How often the 90 % interval holds the truth, the least of 400, 4,000 and 40,000 people; in brackets how wide it "
        "is at the median, in those on no list.",
        "",
    ]
    for title, worlds in (("Asked of us:", ASKED), ("Harder than asked:", HARDER)):
        lines += [title, "", head, "|---|---:|---:|---:|---:|"]
        lines += [_line(world, lists, draws) for world in worlds for lists in LISTS]
        lines.append("")
    lines += [
        *_speed(),
        "",
        f"{os.cpu_count()} cores; {draws} draws a size; {time.perf_counter() - began:.0f} s.",
    ]
    text = "\n".join(lines) + "\n"
    (Path(__file__).parent / "results" / "unseen.md").write_text(text, "utf-8")
    print(text, end="")


def _line(world: World, lists: int, draws: int) -> str:
    print(world.name, lists, file=sys.stderr, flush=True)
    told = [_score(*_draw(world, lists, size, draws), lists) for size in SIZES]
    cells = []
    for contender in range(3):
        held, width = zip(*(one[contender] for one in told), strict=True)
        cells.append(f"{min(held):.0%} ({' / '.join(f'{one:.1f}' for one in width)})")
    return f"| {world.name} | {lists} | " + " | ".join(cells) + " |"


def _draw(world: World, lists: int, size: int, draws: int) -> tuple[np.ndarray, np.ndarray]:
    """People on each combination of lists, a row a draw, and how many are on none."""
    chances = np.array([_chances(world, lists, shift) for shift in world.people[0]])
    seed = [*world.name.encode(), lists, size]
    drawn = np.random.default_rng(seed).multinomial(size, world.people[1] @ chances, draws)
    return drawn[:, 1:].astype(float), drawn[:, 0]


def _chances(world: World, lists: int, shift: float) -> np.ndarray:
    """Of somebody whose log odds are shifted: the chance of each combination of lists."""
    codes = np.arange(2**lists)
    share = expit(logit(np.array(SHARES[:lists])) + shift)
    on = codes[:, None] >> np.arange(lists) & 1
    each = np.where(on == 1, share, 1 - share)
    for first, second in (pair for pair in world.pairs if max(pair) < lists):
        both = _both(share[first], share[second])
        given = np.where(on[:, first] == 1, both / share[first], (share[second] - both) / (1 - share[first]))
        each[:, second] = np.where(on[:, second] == 1, given, 1 - given)
    return each.prod(axis=1)


def _both(one: float, other: float) -> float:
    """How many are on both lists where the odds ratio is `ODDS_RATIO` (Plackett 1965)."""
    middle = 1 + (one + other) * (ODDS_RATIO - 1)
    root = np.sqrt(middle**2 - 4 * ODDS_RATIO * (ODDS_RATIO - 1) * one * other)
    return float((middle - root) / (2 * (ODDS_RATIO - 1)))


def _score(counts: np.ndarray, truth: np.ndarray, lists: int) -> list[tuple[float, float]]:
    codes = np.arange(1, 2**lists)
    two = (counts[:, codes & 3 == said].sum(axis=1) for said in (3, 1, 2))
    plain = chapman(*two)
    # Chapman's counts who is on neither of the two; whoever is on another list is seen all the same.
    others = counts[:, codes & 3 == 0].sum(axis=1)
    plain = Estimates(*(np.maximum(one - others, 0) for one in (plain.unseen, plain.low, plain.high)))
    fitted = fit(list_models(lists)[0], counts)
    unseen = np.exp(fitted.log_unseen)
    independent = log_normal(unseen, unseen**2 * fitted.variance + unseen)
    return [_held(one, truth) for one in (_ours(counts, lists), plain, independent)]


def _held(one: Estimates, truth: np.ndarray) -> tuple[float, float]:
    low, high = np.floor(one.low), np.ceil(one.high)
    held = (low <= truth) & (truth <= high)
    return float(held.mean()), float(np.median((high - low) / np.maximum(truth, 1)))


def _ours(counts: np.ndarray, lists: int) -> Estimates:
    told = estimate_unseen(*_as_tables(counts, lists))
    return Estimates(
        *(told[name].fill_null(-1).to_numpy().astype(float) for name in ("unseen", "low", "high"))
    )


def _as_tables(counts: np.ndarray, lists: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    names = [";".join(f"l{at}" for at in range(lists) if code >> at & 1) for code in range(1, 2**lists)]
    places = [f"p{row:05d}" for row in range(len(counts))]
    rows, columns = np.nonzero(counts)
    histories = pl.DataFrame(
        {
            "place_id": pl.Series(places).gather(rows),
            "lists": pl.Series(names).gather(columns),
            "people": counts[rows, columns].astype(np.int64),
        }
    )
    tree = pl.DataFrame({"place_id": places, "name": places, "level": "community"})
    return HISTORIES.check(histories), PLACES.check(tree)


def _speed() -> list[str]:
    lines = ["| communities of 4,000 people | lists | seconds |", "|---:|---:|---:|"]
    for lists in LISTS:
        counts, _ = _draw(ASKED[5], lists, 4_000, 300)
        tables = _as_tables(counts, lists)
        began = time.perf_counter()
        estimate_unseen(*tables)
        lines.append(f"| 300 | {lists} | {time.perf_counter() - began:.1f} |")
    return lines


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
