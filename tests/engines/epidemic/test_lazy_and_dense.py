"""Only whom an outbreak touches has a state in the kernel; where everybody has one, the same people are infected."""

import numpy as np
import pytest
from dense import Dense
from worlds import in_force, rows_of, tell

from fangxian.engines.epidemic import NEVER, Policy, no_policy
from fangxian.engines.rehearsal import Assumptions, closeness_of, course_of, make_up_city
from fangxian.engines.rehearsal.examples import A_DISEASE
from fangxian.stores.packs import read_disease

CITY = make_up_city(15_000, seed=4, vaccinated=0.4)
DAYS, FUTURES = 20.0, 4
SEEDS = list(range(11, 15_000, 900))
COURSES = {
    disease.id: course_of(disease, closeness_of(CITY.ground), Assumptions())
    for disease in (A_DISEASE, read_disease("sars-cov-2-delta"))
}


def follow(policy: Policy) -> Policy:
    """Return the policy with everything that is done about a case: tests, isolation, tracing, quarantine, closed venues."""
    return policy._replace(
        seeking=np.array([0.5, 0.9]), seeking_q=np.linspace(0.5, 5.0, 5), result_days=0.5, report_days=0.1,
        isolation_days=0.2, trace_days=2.0, finding_days=0.4, interviews_a_day=8.0,
        coverage=np.array([1.0, 0.9, 0.8, 0.5, 0.6]), transfer_days=0.2, quarantine_days=10.0,
        sample_days=np.array([1.0, 4.0, 7.0]), quarantine_out=0.05, quarantine_home=0.3, second_days=5.0, rooms=200.0,
        home_out=0.4, home_home=0.9, venue_after=np.linspace(0.1, 0.5, len(CITY.kinds)),
        venue_days=np.linspace(0.0, 8.0, len(CITY.kinds)),
    )  # fmt: skip


NOTHING = no_policy(len(CITY.kinds))
PLACES = ["c1", "c3", "city"]
POLICIES = {
    "nothing": NOTHING,
    "cases followed": follow(NOTHING),
    "measures of places": in_force(CITY, PLACES, resident=0.8, location=0.95, border=0.7, exempt=0.2),
    "everything": follow(in_force(CITY, PLACES, resident=0.8, location=0.95, border=0.7, exempt=0.2)),
}


@pytest.mark.parametrize("name", POLICIES)
@pytest.mark.parametrize("disease", COURSES)
def test_the_same_people_are_infected_at_the_same_instants_by_the_same_people(disease, name):
    course, policy = COURSES[disease], POLICIES[name]
    told = 0
    for future, world in enumerate(tell(CITY, course, policy, SEEDS, DAYS, FUTURES)):
        rows = rows_of(world)
        dense = Dense(CITY, course, policy, DAYS, 5, future).run(SEEDS, [0.0] * len(SEEDS)).all
        infected = np.flatnonzero(dense.infected < NEVER)
        assert sorted(rows["person"].tolist()) == infected.tolist()
        who = rows["person"].astype(int)
        sources = np.where(rows["infector"] >= 0, who[rows["infector"]], -1)
        assert sources.tolist() == dense.infector[who].tolist()
        for kept, column in (
            ("infected_at", dense.infected),
            ("isolated_at", dense.isolated),
            ("sampled_at", dense.sampled),
        ):
            assert rows[kept].tolist() == column[who].tolist(), kept
        told += len(rows) - len(SEEDS)
    assert told > 20
