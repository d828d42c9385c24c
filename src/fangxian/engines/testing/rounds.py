"""What the guide to rounds says of one group, area or population: the first rule that fits, or none."""

from fangxian.engines.plans import FrequencyRule, PoolRule, RoundDeadline, RoundGroup, Rounds


def find_pool_rule(rounds: Rounds, group: RoundGroup, number: int) -> PoolRule | None:
    """Return with how many this group shares a tube in the round of this number (1: the first).

    >>> from datetime import date
    >>> from fangxian.engines.problems import Text
    >>> alone = PoolRule("alone", Text("单采", "alone"), ("isolation",), "all", (1,))
    >>> ten = PoolRule("ten", Text("混采", "shared"), ("isolation", "others"), "first", (10,))
    >>> guide = Rounds("g", "f", "1", Text("", ""), date(2021, 2, 9), None, (alone, ten), (), (), None, {})
    >>> find_pool_rule(guide, "isolation", 1).sizes, find_pool_rule(guide, "others", 1).sizes
    ((1,), (10,))
    >>> find_pool_rule(guide, "others", 2) is None
    True
    """
    which = "first" if number == 1 else "later"
    return next((one for one in rounds.pools if group in one.groups and one.rounds in (which, "all")), None)


def find_frequency(
    rounds: Rounds, group: RoundGroup, rounds_since_case: int | None, days_since_case: int | None
) -> FrequencyRule | None:
    """Return how often a group is sampled in an area.

    Args:
        rounds: the guide in force.
        group: who is sampled.
        rounds_since_case: 1 where the last round there found a case, 2 the one before; None: none ever did.
        days_since_case: days since the last case of the area; None: there was none.
    """
    for one in rounds.frequency:
        anybody = not one.groups and one.within_rounds is None and one.within_days is None
        by_rounds = _within(rounds_since_case, one.within_rounds)
        if anybody or group in one.groups or by_rounds or _within(days_since_case, one.within_days):
            return one
    return None


def _within(since: int | None, limit: int | None) -> bool:
    return since is not None and limit is not None and since <= limit


def find_deadline(rounds: Rounds, people: int) -> RoundDeadline | None:
    """Return by when a round among so many people is done."""
    return next(
        (one for one in rounds.deadlines if one.up_to_people is None or people <= one.up_to_people), None
    )
