"""Other simulators on as many people, as many days and about as many infections. Needs the peers: `pip install --group peers`."""

import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Peer:
    """Seconds of one run, without building its people, and how many it infected."""

    seconds: float
    infections: float


def covasim(people: int, days: int, seeds: int, *, beta: float, contained: bool) -> Peer:
    """Return one run of Covasim with symptomatic testing and tracing where it is contained."""
    import covasim as cv

    finding = [
        cv.test_prob(symp_prob=0.5, asymp_prob=0.01, test_delay=1),
        cv.contact_tracing(trace_probs={"h": 1.0, "s": 0.9, "w": 0.9, "c": 0.6}, trace_time=1),
    ]
    sim = cv.Sim(
        pop_size=people, pop_type="hybrid", pop_infected=seeds, n_days=days, beta=beta, rand_seed=1, verbose=0,
        rescale=False, interventions=finding if contained else [],
    )  # fmt: skip
    sim.initialize()
    began = time.perf_counter()
    sim.run()
    return Peer(time.perf_counter() - began, float(sim.summary["cum_infections"]))


def epiworld(people: int, days: int, seeds: int, runs: int) -> Peer:
    """Return the mean of some runs of epiworldpy on one small-world network of 20 contacts each."""
    from epiworldpy import epimodels

    model = epimodels.ModelSEIR(
        "same", seeds / people, transmission_rate=0.03, incubation_days=5.0, recovery_rate=1 / 8
    )
    model.agents_smallworld(people, 20, False, 0.05)
    model.verbose_off()
    seconds = infections = 0.0
    for number in range(runs):
        began = time.perf_counter()
        model.run(days, number)
        seconds += time.perf_counter() - began
        infections += people - int(model.get_db().get_today_total()["counts"][0])
    return Peer(seconds / runs, infections / runs)
