"""Covasim under the same rules, on our people and contacts: households, teams and classes as edges, venues anew each day."""

from typing import Any

import covasim as cv
import numpy as np
from numba import njit

from benchmarks.validity.our_side import EARLY
from benchmarks.validity.same_rules import (
    DAYS,
    DISPERSION,
    EARLY_RATIO,
    EARLY_SHARE,
    LATENT,
    LEFT,
    LOOKED_AT,
    MEASURE_ON,
    RATES,
    SEEDS,
    SYMPTOMATIC,
    TO_ONSET,
    TO_RECOVERY,
    Found,
    course,
    policy,
)
from fangxian.engines.epidemic import SCHOOL, hand, make_world
from fangxian.engines.epidemic.ground import community_of
from fangxian.engines.epidemic.meeting import count_met, meets
from fangxian.engines.rehearsal import MixingCity

LAYERS = ("h", "w", "s", "c")
DISABLED = {"dist": "lognormal_int", "par1": 1.0, "par2": 1.0}


@njit
def _everybody_met(world: Any, people: int, day: int, into: np.ndarray) -> int:
    """Write (who, whom) of everybody's meetings at venues on a day, and return how many there are."""
    count = 0
    for person in range(people):
        community = community_of(world.ground, person)
        for slot in range(count_met(world, person, day)):
            met, _, _ = meets(world, person, community, day, slot)
            if met >= 0:
                into[count, 0], into[count, 1] = person, met
                count += 1
    return count


class Venues(cv.Layer):
    """Meetings at venues as our kernel draws them. Every edge goes both ways there, so each is kept half of the time."""

    def __init__(self, city: MixingCity, number: int) -> None:
        world = make_world(
            city.ground, course(), policy(city, False), (city.population, city.pupils), 1.0, 11, 64
        )
        world.key[1] = 1_000_000 + number
        self._handed, self._people, self._day = hand(world), city.people, 0
        self._room = np.empty((32 * city.people, 2), np.int64)
        self._rng = np.random.default_rng(number)
        super().__init__(**self._edges())

    def _edges(self) -> dict[str, np.ndarray]:
        count = _everybody_met(self._handed, self._people, self._day, self._room)
        pairs = self._room[:count][self._rng.random(count) < 0.5]
        return {"p1": pairs[:, 0].astype(np.int32), "p2": pairs[:, 1].astype(np.int32),
                "beta": np.ones(len(pairs), dtype=np.float32)}  # fmt: skip

    def update(self, people: Any, frac: float = 1.0) -> None:
        """Draw the next day's meetings."""
        self._day += 1
        for name, column in self._edges().items():
            self[name] = column


def cliques(first: np.ndarray, member: np.ndarray) -> dict[str, np.ndarray]:
    """Return all pairs inside each group."""
    parts = []
    sizes = np.diff(first.astype(np.int64))
    for size in np.unique(sizes[sizes > 1]):
        groups = member[first[:-1][sizes == size].astype(np.int64)[:, None] + np.arange(size)]
        a, b = np.triu_indices(size, 1)
        parts.append(np.stack([groups[:, a].ravel(), groups[:, b].ravel()]))
    pairs = np.concatenate(parts, axis=1).astype(np.int32)
    return {"p1": pairs[0], "p2": pairs[1], "beta": np.ones(pairs.shape[1], dtype=np.float32)}


def exported(city: MixingCity) -> dict[str, dict[str, np.ndarray]]:
    """Return the edges of the layers that stay the same."""
    ground = city.ground
    everybody = np.arange(city.people, dtype=np.int64)
    school = ground.group_kind == SCHOOL
    sizes = np.diff(ground.group_first.astype(np.int64))
    kind = np.repeat(school, sizes)
    found = {"h": cliques(ground.household_first, everybody)}
    for name, mask in (("w", ~school), ("s", school)):
        first = np.concatenate([[0], np.cumsum(sizes[mask])])
        found[name] = cliques(first, ground.member[kind == (name == "s")])
    return found


def simulation(
    city: MixingCity, edges: dict[str, dict[str, np.ndarray]], number: int, measured: bool
) -> cv.Sim:
    """Return one simulation, ready to run."""
    sim = cv.Sim(
        pop_size=city.people, pop_type="hybrid", contacts=dict.fromkeys(LAYERS, 1), pop_infected=SEEDS,
        n_days=DAYS, rand_seed=number, verbose=0, use_waning=False, n_imports=0, rescale=False, beta=1.0,
        beta_layer=dict(RATES), dynam_layer={"h": 0, "w": 0, "s": 0, "c": 1}, asymp_factor=1.0,
        iso_factor=dict.fromkeys(LAYERS, 1.0),
        beta_dist={"dist": "neg_binomial", "par1": 1.0, "par2": DISPERSION, "step": 0.01},
        viral_dist={"frac_time": EARLY_SHARE, "load_ratio": EARLY_RATIO, "high_cap": 1000}, dur=_durations(),
        interventions=_closing() if measured else [],
    )  # fmt: skip
    sim["prognoses"] = _prognoses()
    sim.initialize()
    for name, columns in edges.items():
        sim.people.contacts[name] = cv.Layer(**columns)
    sim.people.contacts["c"] = Venues(city, number)
    return sim


def _durations() -> dict[str, dict[str, Any]]:
    def days(figures: tuple[float, float]) -> dict[str, Any]:
        return {"dist": "lognormal_int", "par1": figures[0], "par2": figures[1]}

    known = {"exp2inf": LATENT, "inf2sym": TO_ONSET, "asym2rec": TO_RECOVERY, "mild2rec": TO_RECOVERY}
    rest = ("sym2sev", "sev2crit", "sev2rec", "crit2rec", "crit2die")
    return {**{name: days(figures) for name, figures in known.items()}, **dict.fromkeys(rest, DISABLED)}


def _prognoses() -> dict[str, np.ndarray]:
    found = cv.get_prognoses()
    found["symp_probs"][:], found["sus_ORs"][:], found["trans_ORs"][:] = SYMPTOMATIC, 1.0, 1.0
    for name in ("severe_probs", "crit_probs", "death_probs"):
        found[name][:] = 0.0
    return found


def _closing() -> list[Any]:
    return [cv.change_beta(days=MEASURE_ON, changes=left, layers=name) for name, left in LEFT.items()]


def look(sim: cv.Sim) -> tuple[list[int], float, float, list[float]]:
    """Return what is compared of a simulation that has run."""
    log = sim.people.infection_log
    target = np.array([one["target"] for one in log])
    source = np.array([-1 if one["source"] is None else one["source"] for one in log])
    day = np.array([one["date"] for one in log], dtype=float)
    layer = np.array([one["layer"] for one in log])
    infected_on = dict(zip(target.tolist(), day.tolist(), strict=True))
    by_day = [int((day <= at).sum()) for at in LOOKED_AT]
    told = source >= 0
    children = dict(zip(*np.unique(source[told], return_counts=True), strict=True))
    early = [person for person, on in infected_on.items() if on < EARLY]
    offspring = float(np.mean([children.get(person, 0) for person in early]))
    of_source = np.array([infected_on.get(int(person), -1.0) for person in source])
    recent = told & (of_source >= 0) & (of_source < EARLY)
    shares = [float((layer[told] == name).mean()) for name in LAYERS]
    return by_day, offspring, float((day - of_source)[recent].mean()), shares


def run_theirs(city: MixingCity, runs: int, measured: bool) -> Found:
    """Return so many simulations."""
    edges = exported(city)
    found = []
    for number in range(runs):
        sim = simulation(city, edges, number, measured)
        sim.run()
        found.append(look(sim))
    return Found(*(np.array(column) for column in zip(*found, strict=True)))
