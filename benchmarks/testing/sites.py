"""`python -m benchmarks.testing.sites`: sampling sites for 128 and for 5,000 communities, and how good they are.

Every town is laid out once; ours answers with a bound, the bound is reckoned apart (`siting/apart.py`), and spopt answers
the same question. Prints and writes results/sites.md.
"""

import os
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.testing.siting.apart import Question, evaluate, question_of, solve_apart
from benchmarks.testing.siting.peer import ask
from benchmarks.testing.siting.towns import Town, draw
from fangxian.engines.testing import Instance, Placement, count_sites, lay_out, list_solvers, place_sites

CAPACITY, WALK_M = 12_000, 1_500.0
WULING = [Town("128 communities, 8 km", 128, 730_970, 8.0, seed) for seed in (1, 2, 3)]
WULING += [Town("128 alike, 12 km", 128, 730_970, 12.0, seed, 0.2) for seed in (1, 2, 3)]
"""Alike: none is larger than a site, so that spopt, which cannot share one out, has an answer."""
CITIES = [
    Town("5,000 communities, 30 km", 5_000, 7_000_000, 30.0, 1),
    Town("5,000 communities, 60 km", 5_000, 7_000_000, 60.0, 1),
]
SECONDS_APART, SECONDS_PEER, PATIENCE = 10.0, 25.0, 30.0
BESIDE = (WULING[0], WULING[3], CITIES[0])
"""The towns spopt is asked about."""
HEAD = [
    "# Sampling sites",
    "",
    f"Capacity {CAPACITY:,}, walks up to {WALK_M:,.0f} m, ceil(1.15 x people / capacity) sites; objective in people-metres, ten of the",
    "longest walks for everybody without a site. `seconds`: laying out and solving, then of a core alone. `gap`: objective over our bound.",
    "`bound apart`: 128 communities: scipy's HiGHS given the question as written; 5,000: our prices evaluated",
    "by a second program. `spopt`: its p-median with capacities, which sends a community whole.",
    "",
    "| town | seed | sites | people | unserved | seconds | core | objective | bound | gap | bound apart | gap to it | spopt |",
    "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---|",
]


@dataclass(frozen=True)
class Answer:
    """What ours gave for a town, and how long it took."""

    town: Town
    question: Question
    placed: Placement
    seconds: float
    core_seconds: float


def main() -> None:
    """Run it all, print and keep the table."""
    _answer(Town("warm", 128, 730_970, 10.0, 99))
    lines = [*HEAD]
    for town in [*WULING, *CITIES]:
        line = _row(_answer(town))
        print(line, flush=True)
        lines.append(line)
    lines += [
        "",
        *_solvers(CITIES[0]),
        "",
        f"{os.cpu_count()} cores, one used; machine shared with other work.",
    ]
    text = "\n".join(lines) + "\n"
    (Path(__file__).parent / "results" / "sites.md").write_text(text, "utf-8")
    print(text, end="")


def _laid(town: Town) -> Instance:
    most = count_sites(town.people, CAPACITY)
    return lay_out(draw(town), capacity=CAPACITY, walk_m=WALK_M, most_sites=most)


def _answer(town: Town) -> Answer:
    began, worked = time.perf_counter(), time.process_time()
    laid = _laid(town)
    placed = place_sites(laid)
    seconds, core_seconds = time.perf_counter() - began, time.process_time() - worked
    question = question_of(draw(town), CAPACITY, laid.most_sites, WALK_M, laid.unserved_m)
    return Answer(town, question, placed, seconds, core_seconds)


def _row(answer: Answer) -> str:
    town, placed = answer.town, answer.placed
    bound = placed.choice.bound
    if bound.prices is None:
        apart, _ = solve_apart(answer.question, SECONDS_APART)
    else:
        apart = evaluate(answer.question, bound.prices)
        assert abs(apart - bound.value) <= 1e-6 * bound.value, "the second program does not prove our bound"
    assert apart <= placed.objective * (1 + 1e-6)
    values = [
        town.name,
        town.seed,
        placed.sites.height,
        f"{town.people:,}",
        f"{placed.unserved['people'].sum():,}",
        f"{answer.seconds:.1f}",
        f"{answer.core_seconds:.1f}",
        f"{placed.objective:,.0f}",
        f"{bound.value:,.0f}",
        f"{placed.gap:.2%}",
        f"{apart:,.0f}",
        f"{placed.objective / apart - 1:.2%}",
        _beside(answer, ask(answer.question, SECONDS_PEER, PATIENCE)) if town in BESIDE else "not asked",
    ]
    return f"| {' | '.join(str(value) for value in values)} |"


def _beside(answer: Answer, peer: tuple[float | None, float, str]) -> str:
    objective, seconds, said = peer
    if objective is None:
        return f"no answer, {seconds:.0f} s ({said})"
    return f"{objective:,.0f} in {seconds:.0f} s ({said}), {objective / answer.placed.objective - 1:+.2%}"


def _solvers(town: Town) -> list[str]:
    lines = [
        f"Other solvers, {town.name}:",
        "",
        "| solver | seconds | objective | unserved |",
        "|---|---:|---:|---:|",
    ]
    for name in set(list_solvers()) - {"p_median"}:
        began = time.perf_counter()
        placed = place_sites(_laid(town), name)
        took, left = time.perf_counter() - began, placed.unserved["people"].sum()
        lines.append(f"| {name} | {took:.1f} | {placed.objective:,.0f} | {left:,} |")
    return lines


if __name__ == "__main__":
    main()
