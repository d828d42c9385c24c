"""Shared tubes: what each way of sharing takes and finds, and which one suits what is known today."""

from fangxian.engines.testing.pooling.assay import Assay
from fangxian.engines.testing.pooling.beliefs import Belief, believe_interval, believe_tubes
from fangxian.engines.testing.pooling.choosing import (
    SIZES,
    Choice,
    Option,
    Round,
    choose_pool_size,
)
from fangxian.engines.testing.pooling.households import Households
from fangxian.engines.testing.pooling.schemes import (
    SINGLE,
    Expected,
    Scheme,
    expect,
    expect_household_tubes,
)

__all__ = [
    "SINGLE",
    "SIZES",
    "Assay",
    "Belief",
    "Choice",
    "Expected",
    "Households",
    "Option",
    "Round",
    "Scheme",
    "believe_interval",
    "believe_tubes",
    "choose_pool_size",
    "expect",
    "expect_household_tubes",
]
