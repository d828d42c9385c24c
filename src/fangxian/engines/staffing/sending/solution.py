"""What a solver answers."""

from dataclasses import dataclass

from fangxian.engines.staffing.sending.instance import Ints


@dataclass(frozen=True, eq=False)
class Solution:
    """`chosen`: the post (row) of every person (row), -1: not needed. No answer costs less than `bound`."""

    chosen: Ints
    bound: float
