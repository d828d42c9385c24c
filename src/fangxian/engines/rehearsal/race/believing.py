"""What is believed of an outbreak that is not on its line list: from a fit, or from the disease pack where there is none."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from fangxian.engines.epidemic import NEVER
from fangxian.engines.rehearsal.assumptions import Assumptions
from fangxian.engines.rehearsal.fitting import Scale
from fangxian.engines.rehearsal.race.homes import Homes
from fangxian.engines.rehearsal.race.on_record import OnRecord
from fangxian.engines.rehearsal.race.running import Running

Floats = npt.NDArray[np.float64]

FACTORS = (0.7, 0.85, 1.0, 1.2, 1.4)
"""Without a fit: how fast it spreads, as multiples of the disease pack; assumption: as wide as variants differ in one wave."""
HIDDEN_A_CASE = 1.0
"""Without a fit: people infected and on no list for each case of four weeks; assumption: half of them are found."""
_SHARES = ("in_first_district", "in_second_district", "elsewhere")


@dataclass(frozen=True, eq=False)
class Belief:
    """`settings`: a row a draw, as `RaceSetting` has them. `undetected`: infected and on no list, mean.

    `shares`: of them in the district with most cases, with second most, and anywhere else.
    """

    settings: Floats
    undetected: float
    shares: tuple[float, float, float]


def usual_belief(cases: int, assumptions: Assumptions | None = None) -> Belief:
    """Return what is believed where nothing was fitted, of an outbreak with so many cases.

    >>> belief = usual_belief(4)
    >>> belief.undetected, belief.settings.shape
    (4.0, (5, 6))
    """
    usual = assumptions or Assumptions()
    rows = [[factor, 1.0, usual.ask_before, usual.ask_after, usual.ask_days, 1.0] for factor in FACTORS]
    return Belief(np.array(rows), HIDDEN_A_CASE * cases, (1.0, 0.0, 0.0))


def fitted_belief(draws: pl.DataFrame, scale: Scale) -> Belief:
    """Return what a fit (columns `fitting.TARGETS`) believes.

    >>> from fangxian.engines.rehearsal.race.examples import a_scale, some_draws
    >>> belief = fitted_belief(some_draws(), a_scale())
    >>> belief.undetected, belief.shares
    (6.0, (0.5, 0.25, 0.25))
    """
    factor = scale.factor_of(draws["r"].to_numpy())
    asked = [draws[name].to_numpy() for name in ("asks_before", "asks_after", "ask_days", "found")]
    means = np.array([float(draws[name].sum()) / max(draws.height, 1) for name in _SHARES])
    parts = means / means.sum() if means.sum() > 0.0 else np.array([1.0, 0.0, 0.0])
    settings = np.column_stack([factor, np.ones(len(factor)), *asked])
    undetected = float(draws["undetected"].sum()) / max(draws.height, 1)
    return Belief(settings, undetected, (float(parts[0]), float(parts[1]), float(parts[2])))


def running_of(cases: pl.DataFrame, homes: Homes, known: OnRecord, belief: Belief) -> Running:
    """Return the outbreak as its line list has it, and where those are who are on no list."""
    community = np.array([
        homes.community_of(row["residence_place_id"], row["case_id"]) for row in cases.iter_rows(named=True)
    ], np.int64)  # fmt: skip
    reported = np.array([known.noon_of(on) for on in cases["reported_on"]], float)
    onset = np.array([np.nan if on is None else known.noon_of(on) for on in cases["onset_on"]], float)
    isolated = [NEVER if at is None or at > known.as_of else known.day_of(at) for at in cases["isolated_at"]]
    first, last, share = _parts(community, homes, belief)
    return Running(
        community=community, onset=onset, reported=reported, isolated=np.array(isolated, float),
        found=np.full(len(community), NEVER), hidden=np.array([belief.undetected]),
        part_first=first, part_last=last, part_share=share,
    )  # fmt: skip


def _parts(
    community: npt.NDArray[np.int64], homes: Homes, belief: Belief
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], Floats]:
    """Return the first community, the one after the last, and the running share of each part where the hidden live."""
    counts = Counter(homes.district_of(int(one)) for one in community if one >= 0)
    spans = [homes.communities_in(node) for node, _ in counts.most_common(2)]
    ends = [(int(one[0]), int(one[-1]) + 1) for one in spans] + [(-1, -1)] * (3 - len(spans))
    first, last = (np.array([end[at] for end in ends], np.int64) for at in (0, 1))
    return first, last, np.cumsum(belief.shares)
