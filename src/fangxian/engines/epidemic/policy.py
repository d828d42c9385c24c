"""What is done about an outbreak, as numbers the kernel reads: a plan, the capacities, and who decides how fast.

`engines.rehearsal` compiles a plan into it; nothing here knows a measure by its name.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from fangxian.engines.epidemic.course import VENUE, WAYS
from fangxian.engines.epidemic.handing import handed

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.int8]

AFTER, FROM_DAYS, TO_DAYS, COVERED, LEFT, WORKS_AFTER = range(6)
"""Columns of `Policy.doses`."""
AREA, START = 0, 1
"""What a rule does: propose a risk level, or start a measure."""

FEATURES = (
    "cases_total", "cases_14d", "confirmed_total", "confirmed_14d", "asymptomatic_total", "asymptomatic_14d",
    "new_cases_24h", "days_since_last_case", "largest_cluster_14d", "population", "area_level",
    "areas_1", "areas_2", "areas_3", "areas_4", "days_since_first_report",
)  # fmt: skip
"""What a compiled condition may read, by position; `areas_n` counts places at the plan's n-th level.

A future has one chain of cases: the largest cluster is all of them in the place.
"""
OPERATORS = ("==", "!=", "<", "<=", ">", ">=")
NOTHING = -1.0
"""The feature of a comparison that is not there."""


@handed
class Policy(NamedTuple):
    """Days and shares everywhere; see each block.

    Finding by illness: a share `seeking[0]` of those who fall ill ask for a test (`seeking[1]` once the outbreak is
    known), after `seeking_q` days; a sample has its result after `result_days`; then `report_days` to the report and
    `isolation_days` from there to isolation.

    Tracing: contacts from `trace_days` before onset (or sample) on are found `finding_days` after the report, each
    with the probability `coverage[way]`; later where the case waits its turn: `interviews_a_day` cases are interviewed
    in the city, in the order of their reports.

    Quarantine: begins `transfer_days` after somebody is found and lasts `quarantine_days`; samples on `sample_days`
    of it. `quarantine_out`, `quarantine_home`: what is left of infections outside and at home. `second_days`: how
    long the households of contacts stay at home (0: not at all). `rooms`: places at quarantine sites; when they are
    full, contacts stay at home, with `home_out` and `home_home` left.

    Doses for contacts who are not vaccinated: `doses[k]` is given AFTER days from when they are found to a share COVERED
    of them. Who was infected between FROM_DAYS and TO_DAYS before has a share LEFT of a chance that the infection goes
    on. Who was not is kept, by the first of them if it is for the newly exposed, from a share of later infections,
    WORKS_AFTER days after the dose.

    Measures of places, by number m (a channel is a way; venues have one for each kind, VENUE + kind):
    `resident[m, channel]`, `location[m, channel]`: what is left of infections of
    people who live where it stands, and of infections that happen there; `border[m]`: of those across its border.
    `exempt[m]`: share of residents it leaves alone. `lasts[m]` days, `starts_after[m]` days from the decision to
    effect (signing and doing), `accepted[m]`: probability that people sign it. `binds[m]`: whether it restricts;
    `by_report[m]`: whether its days count from reports, not from areas. `checks[m]`: whether people who arrive are
    sampled there, each with the probability `checked`.
    `tests[m]`: 1 where it samples the residents each time it starts. `price[m]`: money for each resident when it
    starts, and each day after.

    Venues of a kind that a case was at are closed `venue_after[kind]` days after it is found, for `venue_days[kind]` (0:
    not at all); both are empty where none is.

    Rules in the order of the plan: `rule_kind`, `rule_level` (the level of place it judges), `rule_rank` (the risk level
    it proposes), and its condition as comparisons: `compare[r, k]` = (feature, operator, figure, end of an alternative);
    `until[r, k]` the same for when an area may end. What rule r starts are the entries from `then_first[r]` on of
    `then_measure` and `then_at` (the level at which it starts). `wake_days`: days after the last case on which the
    answer to some condition may change though nothing was reported.

    `given[i]`: (node, measure, from, until) of what is in force or ordered when the future begins, whatever the rules say.

    Rounds: `round_hours_small`, `round_hours_large` by `small_population`; `tubes_a_day` of the laboratories at
    `pool_size`; `participation`; `site_contacts`: how many people one stands beside at a sampling site.

    `test_price`, `room_price`: money for a sample and for a day in quarantine.
    """

    seeking: Floats
    seeking_q: Floats
    result_days: float
    report_days: float
    isolation_days: float
    trace_days: float
    finding_days: float
    interviews_a_day: float
    coverage: Floats
    transfer_days: float
    quarantine_days: float
    sample_days: Floats
    quarantine_out: float
    quarantine_home: float
    second_days: float
    doses: Floats
    rooms: float
    home_out: float
    home_home: float
    resident: Floats
    location: Floats
    border: Floats
    exempt: Floats
    lasts: Floats
    starts_after: Floats
    accepted: Floats
    binds: Bytes
    by_report: Bytes
    tests: Bytes
    checks: Bytes
    checked: float
    price: Floats
    venue_after: Floats
    venue_days: Floats
    rule_kind: Bytes
    rule_level: Bytes
    rule_rank: Bytes
    then_first: Ints
    then_measure: Ints
    then_at: Bytes
    wake_days: Ints
    given: Floats
    compare: Floats
    until: Floats
    round_days: Floats
    small_population: float
    tubes_a_day: float
    pool_size: float
    participation: float
    site_contacts: float
    test_price: float
    room_price: float


def no_policy(kinds: int) -> Policy:
    """Return what a city does that does nothing: nobody is tested, found or bound; `kinds` of venues.

    >>> no_policy(3).resident.shape
    (0, 7)
    """
    channels = VENUE + kinds
    none, nobody = np.zeros(0), np.zeros(0, np.int8)
    return Policy(
        seeking=np.zeros(2), seeking_q=np.zeros(2), result_days=0.0, report_days=0.0, isolation_days=0.0,
        trace_days=0.0, finding_days=0.0, interviews_a_day=np.inf, coverage=np.zeros(WAYS),
        transfer_days=0.0, quarantine_days=0.0, sample_days=none, quarantine_out=1.0, quarantine_home=1.0,
        second_days=0.0, doses=np.zeros((0, 6)), rooms=0.0, home_out=1.0, home_home=1.0,
        resident=np.zeros((0, channels)), location=np.zeros((0, channels)), border=none, exempt=none, lasts=none,
        starts_after=none, accepted=none, binds=nobody, by_report=nobody, tests=nobody, checks=nobody, checked=0.0,
        price=np.zeros((0, 2)), venue_after=none, venue_days=none,
        rule_kind=nobody, rule_level=nobody, rule_rank=nobody,
        then_first=np.zeros(1, np.int64), then_measure=np.zeros(0, np.int64), then_at=nobody,
        wake_days=np.zeros(0, np.int64),
        given=np.zeros((0, 4)),
        compare=np.zeros((0, 1, 4)), until=np.zeros((0, 1, 4)),
        round_days=np.zeros(2), small_population=0.0, tubes_a_day=1.0, pool_size=1.0, participation=0.0,
        site_contacts=0.0, test_price=0.0, room_price=0.0,
    )  # fmt: skip
