"""`python -m benchmarks.testing.ledger [people]`: one round of seven million people on five lists, over the whole tree.

The real tree (pack hunan-4) with grids below its communities; people, lists and events are made up. Prints and writes
results/ledger.md: each step in seconds on the clock and of processor time (the better of two), DuckDB beside it on the
same tables, whether the identity holds at every place, and whether 1,000 people whose events were lost are all named.
"""

import gc
import os
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

import numpy as np
import polars as pl

from benchmarks.testing.a_round.happened import OPENED_AT, Happened, draw_events
from benchmarks.testing.a_round.peer import FIGURES, Peer
from benchmarks.testing.a_round.people import LISTS, People, as_read, draw_list, draw_people, with_grids
from fangxian.engines.ledger import (
    find_breaks,
    find_strays,
    fold_events,
    freeze_register,
    list_accounts,
    list_dwellings,
    list_missed_households,
    list_missed_samples,
    list_touched,
    merge_events,
    number_register,
    roll_up,
    shift_ledger,
)
from fangxian.engines.tables import ACCOUNT_STATES, MISSING
from fangxian.stores.places import read_place_pack

PEOPLE, LOSSES, ADDED, BATCH, ROUND, REPEATS = 7_000_000, 1_000, 20_000, 5_000, "round-1", 2
RESULTS = Path(__file__).parent / "results" / "ledger.md"
Answer = TypeVar("Answer")
Taken = tuple[float, float]
"""Seconds on the clock, and of processor time."""


class Clocks:
    """What each step took: the better of its repeats."""

    def __init__(self) -> None:
        self.taken: dict[str, Taken] = {}

    def time(self, name: str, work: Callable[..., Answer], *given: object) -> Answer:
        """Do the work, keep what it took."""
        clock, busy = time.perf_counter(), time.process_time()
        answer = work(*given)
        took = (time.perf_counter() - clock, time.process_time() - busy)
        self.taken[name] = min(took, self.taken.get(name, took), key=lambda one: one[1])
        return answer

    def total(self, *names: str) -> Taken:
        """The steps together."""
        return (sum(self.taken[name][0] for name in names), sum(self.taken[name][1] for name in names))


def main(people: int) -> None:
    """Draw the round, measure, print and keep the table."""
    rng, tree = np.random.default_rng(2021), with_grids(read_place_pack("hunan-4").tree)
    drawn = draw_people(tree, people, rng)
    happened = draw_events(drawn, min(LOSSES, people // 100), rng)
    clocks = Clocks()
    happened = Happened(as_read(happened.events), happened.state, happened.lost)
    lists = {name: as_read(draw_list(drawn, name)) for name in LISTS}
    for _ in range(REPEATS):
        register = clocks.time(FREEZE, freeze_register, ROUND, lists, tree)
    listings = sum(frame.height for frame in lists.values())
    del lists
    gc.collect()
    register = _add(register, rng)
    ledger, told = _keep(register, happened, drawn, tree, clocks)
    peers = _ask_peer(register, happened.events, tree, clocks, ledger)
    head = (
        f"{register.height:,} people of {listings:,} rows on {len(LISTS)} lists, {happened.events.height:,} events, "
        f"{tree.height:,} places; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; the better of {REPEATS}."
    )
    text = "\n".join([head, "", *_table(clocks), "", *told, *peers]) + "\n"
    print(text, end="")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(text, "utf-8")


FREEZE = "freeze the register: five lists united, each person once"
NUMBER = "number its people and doors"
FOLD = "fold the events: which one decides for each person"
ACCOUNTS, DWELLINGS = "list the accounts", "list the dwellings"
ROLL, CHECK, NAME = "roll up the tree", "check the identity at every place", "name everybody who is missing"
KEPT = f"a batch of {BATCH:,} events into a kept ledger"
PEER = "DuckDB, 2 threads: fold, accounts, dwellings, roll-up"


def _keep(
    register: pl.DataFrame, happened: Happened, drawn: People, tree: pl.DataFrame, clocks: Clocks
) -> tuple[pl.DataFrame, list[str]]:
    """The engine's ledger, and what is true of it in sentences."""
    for _ in range(REPEATS):
        numbered = clocks.time(NUMBER, number_register, ROUND, register)
        fold = clocks.time(FOLD, fold_events, numbered, happened.events)
        accounts = clocks.time(ACCOUNTS, list_accounts, fold)
        dwellings = clocks.time(DWELLINGS, list_dwellings, fold)
        ledger = clocks.time(ROLL, roll_up, ROUND, accounts, dwellings, tree)
        breaks = clocks.time(CHECK, find_breaks, ledger, tree)
        households, samples = clocks.time(NAME, _name, accounts, dwellings, tree)
    strays = find_strays(numbered, happened.events).height
    told = [
        f"Identity: {breaks.height} breaks at {ledger.height:,} places, {strays} stray events.",
        _compare(accounts, households, samples, drawn, happened),
        _earlier(register, happened, tree),
    ]
    del fold, numbered, accounts, dwellings
    gc.collect()
    return ledger, [*told, _batch(register, happened.events, tree, ledger, clocks)]


def _name(
    accounts: pl.DataFrame, dwellings: pl.DataFrame, tree: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Households missed and samples missed."""
    return (
        list_missed_households(dwellings, tree, OPENED_AT),
        list_missed_samples(accounts, dwellings, tree, OPENED_AT),
    )


def _add(register: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Some of the register were found on no list and added at noon."""
    at = pl.Series(
        np.isin(np.arange(register.height), rng.choice(register.height, min(ADDED, register.height // 9)))
    )
    noon = pl.lit(OPENED_AT + timedelta(hours=12), register.schema["added_at"])
    return register.with_columns(added_at=pl.when(at).then(noon))


def _compare(
    accounts: pl.DataFrame, households: pl.DataFrame, samples: pl.DataFrame, drawn: People, happened: Happened
) -> str:
    """Everybody's state against the truth; the names on both lists against who is missing."""
    missing = accounts.filter(pl.col("state").is_in(MISSING))
    doors = households["door_id"].implode()
    behind = missing.filter(pl.coalesce("household_id", "person_id").is_in(doors))["person_id"]
    named = set(behind) | set(samples["person_id"])
    first_missing = len(ACCOUNT_STATES) - len(MISSING)
    truly = set(drawn.ids.filter(pl.Series(happened.state >= first_missing)))
    lost = set(drawn.ids.filter(pl.Series(happened.lost)))
    truth = pl.DataFrame({"person_id": drawn.ids, "truth": pl.Series(ACCOUNT_STATES).gather(happened.state)})
    wrong = accounts.join(truth, on="person_id").filter(pl.col("state") != pl.col("truth")).height
    return (
        f"Named: {len(lost & named):,} of {len(lost):,} people whose events were lost, and {len(truly & named):,} of all "
        f"{len(truly):,} missing; {len(named - truly):,} named falsely, {households['people'].sum() + samples.height - len(named)} "
        f"twice. States that are not the true ones: {wrong:,} of {accounts.height:,}."
    )


def _count(
    register: pl.DataFrame, events: pl.DataFrame, tree: pl.DataFrame, known_at: datetime | None = None
) -> pl.DataFrame:
    fold = fold_events(number_register(ROUND, register), events, known_at)
    return roll_up(ROUND, list_accounts(fold), list_dwellings(fold), tree)


def _earlier(register: pl.DataFrame, happened: Happened, tree: pl.DataFrame) -> str:
    hours = (0, 9, 12, 15)
    ledgers = (_count(register, happened.events, tree, OPENED_AT + timedelta(hours=hour)) for hour in hours)
    breaks = sum(find_breaks(ledger, tree).height for ledger in ledgers)
    return f"As known at {', '.join(map(str, hours))} hours: {breaks} breaks."


def _shift(
    ledger: pl.DataFrame, touched: pl.DataFrame, kept: pl.DataFrame, batch: pl.DataFrame, tree: pl.DataFrame
) -> pl.DataFrame:
    after = _count(touched, merge_events(kept, batch), tree)
    return shift_ledger(ledger, _count(touched, kept, tree), after)


def _batch(
    register: pl.DataFrame, events: pl.DataFrame, tree: pl.DataFrame, ledger: pl.DataFrame, clocks: Clocks
) -> str:
    """The last events of the day come as one batch: the ledger without them, shifted, is the ledger with them."""
    late = events.top_k(BATCH, by="event_at")
    kept = events.join(late, on="event_id", how="anti")

    before = _count(register, kept, tree)
    touched = list_touched(register, kept, late)
    named = [kept.join(touched, on=on, how="semi") for on in ("person_id", "household_id")]
    of_touched = merge_events(*named)
    shifted = clocks.time(KEPT, _shift, before, touched, of_touched, late, tree)
    same = "the same" if shifted.equals(ledger) else "NOT the same"
    return f"A batch of {late.height:,} events shifted into the ledger: {same} as counting everybody again."


def _ask_peer(
    register: pl.DataFrame, events: pl.DataFrame, tree: pl.DataFrame, clocks: Clocks, ledger: pl.DataFrame
) -> list[str]:
    peer = Peer(register, events, tree)
    gc.collect()
    for _ in range(REPEATS):
        counted = clocks.time(PEER, peer.count)
    both = ledger.join(counted, on="place_id", suffix=":peer")
    people = [name for name in FIGURES if not name.startswith("households")]
    # A household of which half is registered at a grid and half above it: the peer's mode() takes either.
    above = both.filter(pl.col("level") != "grid")
    differing = sum(both.filter(pl.col(name) != pl.col(f"{name}:peer")).height for name in people)
    differing += sum(above.filter(pl.col(name) != pl.col(f"{name}:peer")).height for name in FIGURES)
    own, theirs = clocks.total(*STEPS), clocks.taken[PEER]
    return [
        f"The peer's figures differ at {differing} places. Ratio, ours to the peer's: "
        f"{own[0] / theirs[0]:.2f} on the clock, {own[1] / theirs[1]:.2f} of processor time."
    ]


STEPS = (NUMBER, FOLD, ACCOUNTS, DWELLINGS, ROLL)


def _table(clocks: Clocks) -> list[str]:
    lines = ["| step | seconds | processor |", "| --- | ---: | ---: |"]
    for name in (FREEZE, *STEPS, CHECK, NAME):
        lines.append(_line(name, clocks.taken[name]))
    lines.append(_line("**ledger and roll-up, the register frozen**", clocks.total(*STEPS)))
    lines.append(_line("**all of it, from five lists (goal: 10 s)**", clocks.total(FREEZE, *STEPS, CHECK)))
    return [*lines, _line(KEPT, clocks.taken[KEPT]), _line(PEER, clocks.taken[PEER])]


def _line(name: str, taken: Taken) -> str:
    return f"| {name} | {taken[0]:.2f} | {taken[1]:.2f} |"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE)
