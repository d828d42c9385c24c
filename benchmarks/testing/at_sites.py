"""`python -m benchmarks.testing.at_sites [samples]`: who stood beside cases at sampling sites, among a city's samples.

A round on a database of its own (SQLite): samples at 300 sites over three days, twenty cases among those sampled and
one on duty. Measures the stays a response reads and the page of all sites, beside reading every sample and matching in
memory. The same people have to come out. Prints and writes results/at_sites.md.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

SAMPLES, SITES, CASES, SEED = 2_000_000, 300, 20, 2021
NOW = datetime(2021, 7, 31, 10, tzinfo=UTC)
OUTBREAK, ROOT = "sites", "city"
RESULTS = Path(__file__).parent / "results" / "at_sites.md"


def main(samples: int) -> None:
    """Fill in, measure, print and keep the table."""
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"FANGXIAN_HOME": home, "DJANGO_SETTINGS_MODULE": "fangxian.site.settings"}
        from fangxian.site.start import prepare_database, start

        start()
        prepare_database()
        actor, cases = _fill_in(samples)
        text = _measure(actor, cases, samples)
    print(text)
    RESULTS.write_text(text + "\n", "utf-8")


def _measure(actor: Any, cases: list[str], samples: int) -> str:
    from fangxian.operations.at_sites.board import list_states
    from fangxian.operations.at_sites.presences import site_presences

    ours, stays = _timed(lambda: site_presences(actor.reach, OUTBREAK, cases, NOW))
    page, states = _timed(lambda: list_states(actor.reach, OUTBREAK, NOW))
    theirs, beside = _timed(lambda: _read_all(actor, cases))
    people = set(stays["person_id"])
    return "\n".join(
        [
            f"{samples:,} samples at {SITES} sites over 3 days, {len(cases)} cases; SQLite; "
            f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}.",
            "",
            "| what | seconds on the clock |",
            "|---|---:|",
            f"| the stays around the cases, {stays.height:,} | {ours:.2f} |",
            f"| every sample read and matched in memory | {theirs:.2f} |",
            f"| the page of all {len(states)} sites | {page:.2f} |",
            "",
            f"We take {ours / theirs:.3f} of the time; of the {len(beside):,} people sampled within four hours of a case "
            f"at their site {len(beside - people)} are missing.",
        ]
    )


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.perf_counter()
    found = work()
    return time.perf_counter() - begun, found


def _read_all(actor: Any, cases: list[str]) -> set[str]:
    """What would be done without an index: everything is read."""
    import polars as pl

    from fangxian.engines.testing.siting.stays import LONGEST_WAIT, SAMPLED
    from fangxian.operations.custody.at_sites import samples_within

    everywhere = {f"s{number}": [(NOW - timedelta(days=9), NOW)] for number in range(SITES)}
    rows = pl.DataFrame(samples_within(actor.reach, OUTBREAK, everywhere, NOW), schema=SAMPLED, orient="row")
    own = rows.filter(pl.col("person_id").is_in(cases)).select("site_id", case_at="taken_at")
    near = (pl.col("taken_at") - pl.col("case_at")).abs() <= LONGEST_WAIT
    return set(rows.join(own, on="site_id").filter(near)["person_id"])


def _fill_in(samples: int) -> tuple[Any, list[str]]:
    from fangxian.engines import tables
    from fangxian.operations.accounts.queries import get_system_actor
    from fangxian.operations.cases.reports import NewOutbreak
    from fangxian.operations.cases.services import open_outbreak
    from fangxian.operations.clock import FixedClock
    from fangxian.operations.places.services import load_places
    from fangxian.operations.sites.rows import SiteGiven
    from fangxian.operations.sites.services import go_on_duty, open_sites

    clock = FixedClock(NOW - timedelta(days=4))
    load_places(
        get_system_actor("places"),
        clock,
        tables.PLACES.rows([{"place_id": ROOT, "name": "城", "level": "city"}]),
    )
    actor = get_system_actor("sites")
    plan = ("sars-cov-2-delta", "cn-covid19-8e-2021", "8")
    open_outbreak(
        actor, clock, outbreak=NewOutbreak(OUTBREAK, "疫情", "Outbreak", *plan, ROOT, "Asia/Shanghai")
    )
    sites = [SiteGiven(f"s{number}", ROOT, 28.0, 113.0, desks=8) for number in range(SITES)]
    open_sites(actor, clock, outbreak_id=OUTBREAK, sites=sites)
    hours = {"from_at": NOW - timedelta(hours=30), "to_at": NOW - timedelta(hours=22)}
    go_on_duty(actor, FixedClock(NOW), outbreak_id=OUTBREAK, site_id="s7", person_id="sampler", **hours)
    _insert(actor, clock, samples)
    return actor, ["sampler", *(f"p{number * (samples // CASES)}" for number in range(CASES))]


def _insert(actor: Any, clock: Any, samples: int) -> None:
    """Rows as they lie after three days; how fast they come is another benchmark's."""
    import numpy as np
    from django.db import transaction

    from fangxian.operations.bulk import insert_values
    from fangxian.operations.custody.models import Sample, Tube
    from fangxian.operations.ids import new_id
    from fangxian.operations.journal.services import record
    from fangxian.operations.rounds.models import Round

    drawn, at = np.random.default_rng(SEED), clock.now()
    site, minute = drawn.integers(0, SITES, samples).tolist(), drawn.integers(0, 3 * 1440, samples).tolist()
    began = NOW - timedelta(days=3)
    with transaction.atomic():
        kept = {
            "recorded_at": at,
            "user_id": actor.user_id,
            "entry_id": record(actor, "opened", "round", "r", at=at).id,
        }
        row = Round.objects.create(
            outbreak_id=OUTBREAK,
            kind="testing",
            number=1,
            place_id=ROOT,
            opened_at=at,
            due_at=NOW,
            sha256="",
            accounts=samples,
            households=0,
            lists={},
            entry_id=kept["entry_id"],
        )
        where = {"round_id": row.id, "place_id": ROOT, **kept}
        insert_values(Tube, [{"code": "T000", "size": None, **where}])
        insert_values(
            Sample,
            (
                {
                    "id": new_id(),
                    "person_id": f"p{number}",
                    "tube_id": "T000",
                    "taken_at": began + timedelta(minutes=minute[number]),
                    "device_at": None,
                    "site_id": f"s{site[number]}",
                    **where,
                }
                for number in range(samples)
            ),
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES)
