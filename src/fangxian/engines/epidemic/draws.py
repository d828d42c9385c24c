"""Random numbers that depend on what they are for, not on when they are asked: Philox4x32 with ten rounds.

A draw is named by its future (the key: seed and number of the future) and by whom and what it is for (the counter:
person, purpose, and two more numbers such as day and slot). The same name gives the same number in every thread, in
every order and under every plan: futures of two plans are paired, and what was not kept can be drawn again.

Source: Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011; the tests hold it to the
known answers published with it.
"""

import numpy as np
import numpy.typing as npt

from fangxian.engines.compiled import bits, compiled

Floats = npt.NDArray[np.float64]

ROUNDS = 10
_MASK = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)
_FIRST, _SECOND = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_STEP, _OTHER_STEP = np.uint64(0x9E3779B9), np.uint64(0xBB67AE85)
UNIT = 1.0 / 4294967296.0
"""One part in 2^32: a word times this lies in [0, 1)."""

# What a draw is for. A purpose is never reused, or two things that look independent would move together.
(
    LATENT,
    ILLNESS,
    SEEKING,
    SPREADING,
    PLACING,
    MEETING,
    TESTING,
    FINDING,
    SEEDING,
    SITES,
    SIGNING,
    EXEMPTING,
    ARRIVING,
    LEAVING,
    DOSING,
) = range(15)


@compiled
def philox(person: int, purpose: int, first: int, second: int, seed: int, future: int):  # type: ignore[no-untyped-def]
    """Return four words of 32 bits (as uint64) for one name.

    >>> [hex(int(word)) for word in philox(0, 0, 0, 0, 0, 0)]
    ['0x6627e8d5', '0xe169c58d', '0xbc57ac4c', '0x9b00dbd8']
    """
    a, b, c, d = (
        bits(person) & _MASK,
        bits(purpose) & _MASK,
        bits(first) & _MASK,
        bits(second) & _MASK,
    )
    key, other = bits(seed) & _MASK, bits(future) & _MASK
    for _ in range(ROUNDS):
        left, right = _FIRST * a, _SECOND * c
        a, b, c, d = (right >> _SHIFT) ^ b ^ key, right & _MASK, (left >> _SHIFT) ^ d ^ other, left & _MASK
        key, other = (key + _STEP) & _MASK, (other + _OTHER_STEP) & _MASK
    return a, b, c, d


@compiled
def quantile(table: Floats, share: float) -> float:
    """Return the value of a table of equally spaced quantiles at `share` in [0, 1), between two of them in proportion.

    >>> quantile(np.array([0.0, 10.0, 30.0]), 0.75)
    20.0
    """
    at = share * (len(table) - 1)
    low = int(at)
    return table[low] + (at - low) * (table[low + 1] - table[low])


@compiled
def poisson(mean: float, share: float) -> int:
    """Return the Poisson number at `share` in [0, 1), by adding up its terms; for means up to some hundred.

    >>> poisson(2.0, 0.5), poisson(0.0, 0.9), poisson(2.0, 0.999)
    (2, 0, 8)
    """
    term = np.exp(-mean)
    total, count = term, 0
    # Above the last term that a double still sees nothing is left to add.
    while share >= total and count < 1000:
        count += 1
        term *= mean / count
        total += term
    return count
