"""The plain rule: who was there at the same time, without a threshold, a budget or a weight."""

from fangxian.engines.plans import TracingRule

COUNTED = frozenset({"suspected", "probable", "confirmed", "asymptomatic"})


def plain_rule(
    *,
    degrees: int = 1,
    min_minutes: float = 5,
    linger_minutes: float = 30,
    lookback_days: int = 2,
    latent_days: float = 0,
) -> TracingRule:
    """Return a rule without a disease: every kind of case but the discarded counts, every minute weighs one.

    The window opens at local midnight `lookback_days` before onset (else sampling, else report) and closes
    with isolation. A contact is taken to be infectious `latent_days` after its first exposure.

    >>> plain_rule(lookback_days=4).from_days
    -4
    """
    return TracingRule(
        counted_kinds=COUNTED,
        from_days=-lookback_days,
        to_days=None,
        latent_days=latent_days,
        degrees=degrees,
        min_minutes=min_minutes,
        linger_minutes={"": linger_minutes},
    )
