"""`python -m benchmarks.staffing [folder]`: 14,000 people to 1,400 communities, 217 teams to 218 communities.

The communities are those of pack hunan-4, the people are made up around them. Prints and writes `staffing.md` into the
folder (by default `benchmarks/staffing/results`).
"""

import sys
from pathlib import Path
from time import perf_counter, process_time

import polars as pl

from benchmarks.staffing.peers import by_highs, by_scipy, every_metre
from benchmarks.staffing.places import World, teams, thousands
from fangxian.engines.staffing.sending import SendingRules, Sent, assign_teams

TIMES = 3
ABOUT = (
    "Real communities of the four cities, made-up people. `seconds`: on the clock, `core`: of processor time, the better of",
    "three. `gap`: cost over the bound of the dual prices over every pair. `uneven`: three in ten live in 35 communities, so",
    "that thousands have to be sent further than their neighbours. 2 cores, one used.",
)
HEAD = (
    "| question | people | posts | needed | short | seconds | core | gap | mean way (m) | moved | teams split |",
    "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
)


def main(folder: Path) -> None:
    """Measure, print, write."""
    big, level, small = thousands(1), thousands(1, uneven=False), teams(1)
    assign_teams(small.people.head(9), small.posts.head(3))
    lines = [*HEAD]
    first = _ask(lines, "14,000 to 1,400, uneven", big)
    _ask(lines, "the same again", big, first.postings)
    gone = World(big.people.sample(fraction=0.98, seed=1), big.posts)
    _ask(lines, "280 of them are ill", gone, first.postings)
    _ask(lines, "14,000 to 1,400, ten live at each", level)
    spare = World(big.people, big.posts.with_columns(need=pl.lit(9, dtype=pl.Int64())))
    _ask(lines, "14,000 for 12,600", spare)
    _ask(lines, "659 to 218, one by one", small)
    _ask(lines, "217 teams to 218, kept together", small, rules=SendingRules(keep_teams=True))
    lines += ["", *_beside_peers(small)]
    text = "\n".join(["# Sending people to posts", "", *ABOUT, "", *lines, ""])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "staffing.md").write_text(text, "utf-8")
    print(text)


def _ask(
    lines: list[str],
    title: str,
    world: World,
    previous: pl.DataFrame | None = None,
    rules: SendingRules | None = None,
) -> Sent:
    took, busy, sent = [], [], None
    for _ in range(TIMES):
        begun, began = perf_counter(), process_time()
        sent = assign_teams(world.people, world.posts, previous, rules=rules or SendingRules())
        took.append(perf_counter() - begun)
        busy.append(process_time() - began)
    assert sent is not None
    short, mean = int(sent.short["short"].sum()), sent.walked_m / max(sent.postings.height, 1)
    lines.append(
        f"| {title} | {world.people.height:,} | {world.posts.height:,} | {sent.needed:,} | {short:,} | "
        f"{min(took):.2f} | {min(busy):.2f} | {sent.gap:.4%} | {mean:,.0f} | {sent.moved:,} | {sent.splits} |"
    )
    return sent


def _beside_peers(small: World) -> list[str]:
    """The same question of metres alone, without shares of employers: who finds how many, how fast."""
    rules = SendingRules(share_m=0)
    lines = ["| metres alone | ours | seconds | peer | metres | seconds |", "|---|---:|---:|---|---:|---:|"]
    for title, world in (("659 to 218", small), ("2,000 to 200", thousands(1, 2_000, 200))):
        begun = perf_counter()
        ours = assign_teams(world.people, world.posts, rules=rules)
        took = perf_counter() - begun
        least = ours.cost - 1_000_000 * int(ours.short["short"].sum())
        metres, seconds = by_scipy(world)
        lines.append(
            f"| {title} | {least:,.0f} | {took:.2f} | SciPy, a seat a person | {metres:,.0f} | {seconds:.2f} |"
        )
        if every_metre(world).size < 1_000_000:
            metres, seconds, version = by_highs(world)
            lines.append(
                f"| {title} | {least:,.0f} | {took:.2f} | HiGHS {version} | {metres:,.0f} | {seconds:.2f} |"
            )
    return lines


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "results")
