"""`python -m benchmarks.chains [seeds] [folder]`: who infected whom, on simulated outbreaks whose truth is known.

Over several densities and seeds the engine stands beside three simple ways of guessing, on the same files: the
serial interval alone, exposure alone, and exposure with the order of onsets. Writes results.json, calibration.svg and
table.md into the folder and prints the table. Last it times 10,000 cases.
"""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.chains.drawing import draw_calibration
from benchmarks.chains.outbreak import ZONE, Known, Outbreak, investigate
from benchmarks.chains.peers import by_exposure, by_serial_interval
from benchmarks.chains.scoring import Scores, calibration, calibration_error, score
from benchmarks.chains.town import DENSITIES, Density, make_town
from fangxian.engines.chains import NaturalHistory, find_chains
from fangxian.stores.packs import read_disease

DAYS, SEEDS, INFECTIONS = 60, 3, 300
GOAL, GOAL_SECONDS, MANY = 1.4, 10.0, 10_000
DISEASE = "sars-cov-2-delta"


def main(seeds: int, folder: Path) -> None:
    """Judge every density, write and print what was found."""
    folder.mkdir(parents=True, exist_ok=True)
    judged = {density.name: _judge(density, seeds) for density in DENSITIES}
    rows = [_row(density, name, scores) for density, by in judged.items() for name, scores in by.items()]
    told = pl.concat([one.judged for by in judged.values() for one in by["engine"]])
    seconds, cases = _time_many()
    result = {
        "seeds": seeds,
        "rows": rows,
        "top_1_over_exposure": _ratios(rows, "exposure"),
        "top_1_over_exposure_in_order": _ratios(rows, "exposure in order"),
        "calibration": calibration(told).to_dicts(),
        "calibration_of_first": calibration(told.filter(rank=1)).to_dicts(),
        "seconds": {"cases": cases, "processor_s": round(seconds, 2)},
    }
    (folder / "results.json").write_text(json.dumps(result, indent=1) + "\n")
    (folder / "calibration.svg").write_text(
        draw_calibration(calibration(told), calibration(told.filter(rank=1)))
    )
    table = _table(result)
    (folder / "table.md").write_text(table)
    print(table)


def known_outbreak(density: Density, seed: int, infections: int = INFECTIONS) -> Known:
    """Return one simulated outbreak as investigators know it: the seed's first that does not die out by itself."""
    for attempt in range(50):
        rng = np.random.default_rng([seed, attempt, 7])
        town = make_town(density, DAYS, rng)
        truth = Outbreak(town, SEEDS, infections, rng).run()
        if len(truth.person) >= infections / 4:
            break
    return investigate(town, truth, rng)


def ask_engine(known: Known) -> pl.DataFrame:
    """Return the engine's chains."""
    history = NaturalHistory.of(read_disease(DISEASE))
    return find_chains(
        known.cases,
        history,
        stays=known.stays,
        crowds=known.crowds,
        people=known.people,
        contacts=known.contacts,
        households=known.households,
        timezone=ZONE,
    ).chains


ASKED: dict[str, Callable[[Known], pl.DataFrame]] = {
    "engine": ask_engine,
    "exposure": by_exposure,
    "exposure in order": lambda known: by_exposure(known, earlier=True),
    "serial interval": by_serial_interval,
}


def _judge(density: Density, seeds: int) -> dict[str, list[Scores]]:
    found: dict[str, list[Scores]] = {name: [] for name in ASKED}
    for seed in range(seeds):
        known = known_outbreak(density, seed)
        for name, ask in ASKED.items():
            found[name].append(score(ask(known), known.truth))
        print(f"{density.name} {seed + 1}/{seeds}", file=sys.stderr, end="\r", flush=True)
    return found


def _row(density: str, name: str, scores: list[Scores]) -> dict[str, object]:
    judged = pl.concat([one.judged for one in scores])
    means = {
        field: round(float(np.mean([getattr(one, field) for one in scores])), 3)
        for field in ("cases", "unknown", "top_1", "top_3", "right", "log_score")
    }
    error = {"ece": calibration_error(judged), "ece_first": calibration_error(judged.filter(rank=1))}
    return {
        "density": density,
        "who": name,
        **means,
        **{key: round(value, 3) for key, value in error.items()},
    }


def _ratios(rows: list[dict], peer: str) -> dict[str, float]:
    ours = {row["density"]: row["top_1"] for row in rows if row["who"] == "engine"}
    theirs = {row["density"]: row["top_1"] for row in rows if row["who"] == peer}
    by_density = {name: round(ours[name] / theirs[name], 2) for name in ours}
    mean = float(np.mean(list(ours.values())) / np.mean(list(theirs.values())))
    return {**by_density, "mean": round(mean, 2), "least": min(by_density.values())}


def _time_many() -> tuple[float, int]:
    """Time the engine on 10,000 cases of a larger town; the first call has compiled it."""
    known = known_outbreak(replace(DENSITIES[1], people=60_000), 1, int(MANY * 1.4))
    kept = known.cases.head(MANY)
    begin = time.process_time()
    ask_engine(replace(known, cases=kept))
    return time.process_time() - begin, kept.height


def _table(result: dict) -> str:
    head = "| density | who | cases | unknown | top-1 | top-3 | right | log score | ECE | ECE of first |"
    lines = [head, "|---|---|---|---|---|---|---|---|---|---|"]
    lines += [f"| {' | '.join(str(value) for value in row.values())} |" for row in result["rows"]]
    ratio = result["top_1_over_exposure"]
    verdict = "reached" if ratio["mean"] >= GOAL and ratio["least"] >= 1 else "MISSED"
    timing = result["seconds"]
    fast = "reached" if timing["processor_s"] < GOAL_SECONDS else "MISSED"
    lines += [
        "",
        f"{result['seeds']} seeds a density. Top-1 over exposure alone: {ratio['mean']} on average, "
        f"{ratio['least']} at least (goal {GOAL} and 1: {verdict}).",
        f"Over exposure in order of onset: {result['top_1_over_exposure_in_order']['mean']} on average.",
        f"{timing['cases']:,} cases: {timing['processor_s']} processor seconds "
        f"(goal {GOAL_SECONDS:.0f}: {fast}).",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 30,
        Path(sys.argv[2] if len(sys.argv) > 2 else "benchmarks/chains/results"),
    )
