"""Draws are named, not asked in turn: the published answers, and a battery over every part of a name."""

import numpy as np
import pytest
from numba import njit
from scipy import stats

from fangxian.engines.epidemic import philox, poisson, quantile

KNOWN = [
    ((0, 0, 0, 0, 0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((2**32 - 1,) * 6, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344, 0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]
PARTS = ("person", "purpose", "first", "second", "seed", "future")
DRAWS = 1 << 17


@njit
def _along(part: int, draws: int) -> np.ndarray:
    found = np.empty((draws, 4), np.uint32)
    name = np.array([7, 3, 11, 2, 1, 5])
    for number in range(draws):
        name[part] = number
        found[number] = philox(name[0], name[1], name[2], name[3], name[4], name[5])
    return found


@pytest.mark.parametrize(("name", "answer"), KNOWN)
def test_the_published_answers_come_out(name, answer):
    assert tuple(int(word) for word in philox(*name)) == answer


@pytest.mark.parametrize("part", range(6), ids=PARTS)
def test_along_every_part_of_a_name_words_are_spread_evenly(part):
    """Each of these fails by chance once in ten thousand runs; the draws are fixed, so it does so always or never."""
    words = _along(part, DRAWS)
    for column in range(4):
        shares = words[:, column] / 2.0**32
        assert stats.kstest(shares, "uniform").pvalue > 1e-4
        counts = np.bincount((shares * 256).astype(int), minlength=256)
        assert 1e-4 < stats.chisquare(counts).pvalue < 1 - 1e-6


@pytest.mark.parametrize("part", range(6), ids=PARTS)
def test_neighbours_and_the_words_of_one_draw_have_nothing_to_do_with_each_other(part):
    shares = _along(part, DRAWS) / 2.0**32
    limit = 4.0 / np.sqrt(DRAWS)
    for lag in (1, 2, 7, 256):
        for column in range(4):
            assert abs(np.corrcoef(shares[:-lag, column], shares[lag:, column])[0, 1]) < limit
    between = np.corrcoef(shares.T)[np.triu_indices(4, 1)]
    assert (abs(between) < limit).all()


@pytest.mark.parametrize("part", range(6), ids=PARTS)
def test_every_bit_is_one_half_of_the_time_and_flips_half_of_the_time(part):
    words = _along(part, DRAWS)
    bits = np.unpackbits(words.view(np.uint8), axis=1)
    limit = 5.0 * 0.5 / np.sqrt(DRAWS)
    assert (abs(bits.mean(axis=0) - 0.5) < limit).all()
    assert (abs((bits[1:] ^ bits[:-1]).mean(axis=0) - 0.5) < limit).all()


def test_two_draws_with_one_bit_of_difference_differ_in_half_of_their_bits():
    for part in range(6):
        name = [123_456, 3, 17, 4, 1, 900]
        other = list(name)
        other[part] ^= 1
        differing = sum(
            int(a ^ b).bit_count()
            for step in range(500)
            for a, b in zip(philox(name[0] + step, *name[1:]), philox(other[0] + step, *other[1:]), strict=True)
        )  # fmt: skip
        if part:
            assert abs(differing / (500 * 128) - 0.5) < 0.01


@pytest.mark.parametrize("mean", [0.01, 0.7, 4.0, 60.0, 300.0])
def test_poisson_numbers_are_those_of_a_library(mean):
    shares = np.linspace(0.0005, 0.9995, 400)
    assert [poisson(mean, share) for share in shares] == stats.poisson(mean).ppf(shares).astype(int).tolist()


def test_a_quantile_lies_between_its_neighbours_in_proportion():
    assert [quantile(np.array([0.0, 1.0, 5.0]), share) for share in (0.0, 0.25, 0.5, 0.75)] == [
        0.0,
        0.5,
        1.0,
        3.0,
    ]
