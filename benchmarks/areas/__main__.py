"""`python -m benchmarks.areas [households]`: a ring, a polygon and a street with a hole over 6,340 communities.

Every extent is covered by the engine and by the peer: an STRtree over all household points, asked by shapely itself.
Both must find the same number of people. The better of three runs each, in processor and clock time
(on a busy machine the clock says little).
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import shapely

from fangxian.engines import tables
from fangxian.engines.ground import Ground, build_ground, cover, read_extent
from fangxian.engines.ground.outlines import drawn_outline
from fangxian.engines.tables.distances import metres_between

COMMUNITIES, STREETS, SIDE = 6_340, 536, 0.02
COLUMNS = 80
WITHIN_S = 1.0


def main(households: int) -> None:
    """Draw the region, cover every extent twice, print and keep what was measured."""
    places, cells, homes = _region(households)
    began = time.perf_counter()
    ground = build_ground(places, cells, homes)
    lines = [
        f"{COMMUNITIES:,} communities, {households:,} household points, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}",
        f"ground built once in {time.perf_counter() - began:.2f} s",
    ]
    began = time.perf_counter()
    tree = shapely.STRtree(shapely.points(homes["lon"].to_numpy(), homes["lat"].to_numpy()))
    lines.append(f"the peer's STRtree built once in {time.perf_counter() - began:.2f} s")
    lines.append(f"{'extent':34} {'people':>10} {'engine ms':>10} {'processor ms':>13} {'peer ms':>10}  same")
    for name, given in _extents().items():
        lines.append(_measured(name, given, ground, tree, homes))
    text = "\n".join(lines)
    print(text)
    (Path(__file__).parent / "results" / "areas.txt").write_text(text + "\n", encoding="utf-8")


def _measured(
    name: str, given: dict[str, object], ground: Ground, tree: shapely.STRtree, homes: pl.DataFrame
) -> str:
    extent = read_extent(given)
    found, clock, busy = _best(lambda: cover(extent, ground).people)
    peer, peer_clock, _ = _best(lambda: _by_tree(given, tree, homes))
    same = "yes" if abs(found - peer) < 1e-6 else f"NO, {peer:,.0f}"
    late = "" if busy < WITHIN_S else "  TOO SLOW"
    return f"{name:34} {found:>10,.0f} {clock * 1000:>10.1f} {busy * 1000:>13.1f} {peer_clock * 1000:>10.1f}  {same}{late}"


def _best(work: Callable[[], float]) -> tuple[float, float, float]:
    runs = []
    for _ in range(3):
        clock, busy = time.perf_counter(), time.process_time()
        found = work()
        runs.append((time.perf_counter() - clock, time.process_time() - busy))
    return found, min(run[0] for run in runs), min(run[1] for run in runs)


def _by_tree(given: dict[str, object], tree: shapely.STRtree, homes: pl.DataFrame) -> float:
    """The peer: candidates from the tree, then every one asked; a ring by its distance, so that both mean the same."""
    extent = read_extent(given)
    outline = drawn_outline(extent)  # type: ignore[arg-type]
    people = homes["people"].to_numpy()
    if given["kind"] == "polygon":
        return float(people[tree.query(outline, predicate="contains")].sum())
    near = tree.query(shapely.box(*outline.bounds))
    lat, lon = homes["lat"].to_numpy()[near], homes["lon"].to_numpy()[near]
    inside = metres_between(extent.lat, extent.lon, lat, lon) <= extent.radius_m  # type: ignore[union-attr]
    return float(people[near[inside]].sum())


def _extents() -> dict[str, dict[str, object]]:
    star = [(28.8 + r * np.sin(a), 112.8 + r * np.cos(a)) for a, r in _corners()]
    geometry = shapely.geometry.mapping(shapely.Polygon([(lon, lat) for lat, lon in star]))
    return {
        "ring of 100 m": {"kind": "ring", "lat": 28.8, "lon": 112.8, "radius_m": 100},
        "ring of 3 km": {"kind": "ring", "lat": 28.8, "lon": 112.8, "radius_m": 3_000},
        "ring of 50 km": {"kind": "ring", "lat": 28.8, "lon": 112.8, "radius_m": 50_000},
        "star of 200 corners, 60 km across": {"kind": "polygon", "geometry": geometry},
    }


def _corners() -> list[tuple[float, float]]:
    return [(2 * np.pi * at / 200, 0.3 if at % 2 else 0.18) for at in range(200)]


def _region(households: int) -> tuple[pl.DataFrame, dict[str, shapely.Polygon], pl.DataFrame]:
    """Communities as squares in rows of eighty, dealt to streets in order; households anywhere in their square."""
    rng = np.random.default_rng(2021)
    at = np.arange(COMMUNITIES)
    south, west = 28.0 + SIDE * (at // COLUMNS), 112.0 + SIDE * (at % COLUMNS)
    unit = rng.integers(0, COMMUNITIES, households)
    homes = pl.DataFrame(
        {
            "place_id": np.char.add("c", unit.astype(str)),
            "lat": south[unit] + SIDE * rng.random(households),
            "lon": west[unit] + SIDE * rng.random(households),
            "people": rng.integers(1, 6, households),
        }
    )
    counted = homes.group_by("place_id").agg(population=pl.col("people").sum())
    rows: list[dict[str, object]] = [{"place_id": "all", "name": "all", "level": "city"}]
    rows += [
        {"place_id": f"s{one}", "name": f"s{one}", "level": "street", "parent_id": "all"}
        for one in range(STREETS)
    ]
    rows += [
        {
            "place_id": f"c{one}",
            "name": f"c{one}",
            "level": "community",
            "parent_id": f"s{one * STREETS // COMMUNITIES}",
        }
        for one in at
    ]
    places = tables.PLACES.rows(rows).drop("population").join(counted, on="place_id", how="left")
    boxes = shapely.box(west, south, west + SIDE, south + SIDE)
    return tables.PLACES.check(places), {f"c{one}": boxes[one] for one in at}, homes


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
