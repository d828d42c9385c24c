"""What is counted in a future: the columns of its row, and of its days."""

(INFECTIONS, CASES, MANAGED, QUARANTINE_DAYS, LOCKED_DAYS, TESTS, SCHOOL_DAYS, FIRST_REPORT, LAST_REPORT,
 LAST_INFECTION, VENUES_CLOSED, ROUNDS, ASYMPTOMATIC, COST, LABORATORY, HELD_INFECTED, TRACERS,
 EXPORTED) = range(18)  # fmt: skip
"""Positions in `World.tally`. FIRST_REPORT and the two LAST ones are days since the beginning, -1 for none.

HELD_INFECTED counts infected people taken into quarantine, EXPORTED those who left the city infectious.
LABORATORY and TRACERS are no counts: the days on which the
laboratories will have done what they were sent, and all cases reported so far will have been interviewed.
"""
TALLIES = 18

DAILY_INFECTIONS, DAILY_CASES, DAILY_TESTS = range(3)
"""Rows of `World.daily`."""
DAILIES = 3
