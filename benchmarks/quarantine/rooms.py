"""`python -m benchmarks.quarantine.rooms`: rooms for Changde's 4,544 people, and how good the answers are.

Seconds of a core, gap to the bound, metres travelled, dispersal kept; the bound is reckoned apart; small towns by both solvers.
Prints and writes results/rooms.md.
"""

import time
from pathlib import Path

from benchmarks.quarantine.apart import bound_apart
from benchmarks.quarantine.changde import CENTRAL, MANAGED, Town, draw
from fangxian.engines.quarantine import Placement, PlacingRule, lay_out, list_solvers, place_people

CITY = [
    (Town(CENTRAL, 40, 1), 1.0),
    (Town(CENTRAL, 40, 1), 0.25),
    (Town(CENTRAL, 40, 2), 0.1),
    (Town(CENTRAL, 40, 3, 0.6), 0.25),
]
"""A town and the most one site may take of an exposure group; the last has too few rooms."""
SMALL = [(Town(16, 2, seed, 0.12), 0.6) for seed in (1, 2, 3)]
HEAD = [
    "# Rooms in quarantine",
    "",
    f"Changde, August 2021: {CENTRAL:,} people in quarantine places of {MANAGED:,} managed (bulletin of 11 August 2021). Homes, parties,",
    "needs and 40 sites are drawn. `share`: the most one site may take of a group. Cost: metres all people travel, 1,000,000 m for",
    "each without a room, 50,000 m a room beyond the limits, 2,000 m a group too many on a floor. `bound apart`: scipy's HiGHS on the",
    "question written anew. `gap`: cost over our bound, which lets parties be split and groups mix.",
    "",
    "| people | sites | rooms | share | seed | core s | without | km a head | over | mixed | cost | bound | gap | bound apart | moved again |",
    "|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
]


def main() -> None:
    """Run it all, print and keep the table."""
    lines = [*HEAD]
    for town, share in CITY:
        lines.append(_row(town, share))
        print(lines[-1], flush=True)
    lines += [
        "",
        "Small towns by both solvers:",
        "",
        "| seed | solver | core s | cost | bound | gap |",
        "|---:|---|---:|---:|---:|---:|",
    ]
    for town, share in SMALL:
        lines += [_small(town, share, solver) for solver in list_solvers()]
    lines += ["", "Seconds are of one core: the machine was shared with other work."]
    text = "\n".join(lines) + "\n"
    (Path(__file__).parent / "results" / "rooms.md").write_text(text, "utf-8")
    print(text, end="")


def _answer(town: Town, share: float, solver: str = "min_cost_flow") -> tuple[Placement, float]:
    people, floors = draw(town)
    began = time.process_time()
    placed = place_people(lay_out(people, floors, PlacingRule(group_share=share)), solver)
    assert placed.rooms_given.height + placed.without_room.height == people.height
    return placed, time.process_time() - began


def _row(town: Town, share: float) -> str:
    placed, seconds = _answer(town, share)
    people, floors = draw(town)
    again = place_people(lay_out(people, floors, PlacingRule(group_share=share), placed.rooms_given))
    both = placed.rooms_given.join(again.rooms_given, on="person_id", suffix="_again")
    moved = both.filter(
        (both["site_id"] != both["site_id_again"]) | (both["room"] != both["room_again"])
    ).height
    apart = bound_apart(placed.instance)
    assert placed.choice.bound <= apart * (1 + 1e-9) + 1, (
        "a second program finds a lower answer than our bound"
    )
    mean_km = placed.travelled_m / max(placed.rooms_given.height, 1) / 1000
    values = [
        f"{town.people:,}", town.sites, f"{floors['rooms'].sum():,}", share, town.seed, f"{seconds:.1f}",
        f"{placed.without_room.height:,}", f"{mean_km:.1f}", placed.over, placed.mixed, f"{placed.objective:,}",
        f"{placed.choice.bound:,}", f"{placed.gap:.2%}", f"{apart:,.0f}", moved,
    ]  # fmt: skip
    return f"| {' | '.join(str(value) for value in values)} |"


def _small(town: Town, share: float, solver: str) -> str:
    placed, seconds = _answer(town, share, solver)
    bound, gap = placed.choice.bound, placed.gap
    return f"| {town.seed} | {solver} | {seconds:.1f} | {placed.objective:,} | {bound:,} | {gap:.2%} |"


if __name__ == "__main__":
    main()
