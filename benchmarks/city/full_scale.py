"""Draw a synthetic city at full scale, district by district, and say what it took.

    python -m benchmarks.city.full_scale --city 4301 --density 6.5

Changsha has 10 million people. Presences are counted and let go: the store has its own benchmark.
"""

import argparse
import resource
import time
from dataclasses import replace

from fangxian.stores.city.days import CityDays
from fangxian.stores.city.ground import Ground, ground_of
from fangxian.stores.city.register import make_register
from fangxian.stores.outbreaks import read_outbreak
from fangxian.stores.places import read_place_pack


def only(ground: Ground, city: str) -> Ground:
    """Return the ground of one city."""
    rows = [row for row, parent in enumerate(ground.city_of) if parent == city]
    return replace(
        ground,
        districts=[ground.districts[row] for row in rows],
        communities=[ground.communities[row] for row in rows],
        city_of=[city] * len(rows),
    )


def main() -> None:
    """Print people, presences, seconds and peak memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--city", default="4301")
    parser.add_argument("--per-person", type=int, default=1)
    parser.add_argument("--density", type=float, default=1.0)
    given = parser.parse_args()
    outbreak = read_outbreak("hunan-2021")
    rules = outbreak.city
    if rules is None:
        raise SystemExit("hunan-2021 has no city")
    pack = read_place_pack(outbreak.place_pack)
    begin = time.perf_counter()
    ground = only(ground_of(pack, rules, given.per_person), given.city)
    days = CityDays(ground, make_register(ground, rules.seed), rules, outbreak.timezone)
    people, made = int(ground.first_person[-1]), time.perf_counter()
    presences = sum(len(days.district(row, given.density)) for row in range(len(ground.districts)))
    done = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"{people:,} people in {made - begin:.1f} s, {presences:,} presences", end=" ")
    print(f"({presences / people:.1f} each) in {done - made:.1f} s, peak {peak:.1f} GiB")


if __name__ == "__main__":
    main()
