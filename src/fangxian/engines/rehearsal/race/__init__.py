"""The race clock: what another hour of each order's delay costs, told on futures of the outbreak as it runs."""

from fangxian.engines.rehearsal.race.bench import Orders, RaceSetting, with_hidden
from fangxian.engines.rehearsal.race.pricing import HOURS, OUTCOMES, PRICES, price
from fangxian.engines.rehearsal.race.running import DAYS_BACK, Running

__all__ = [
    "DAYS_BACK",
    "HOURS",
    "OUTCOMES",
    "PRICES",
    "Orders",
    "RaceSetting",
    "Running",
    "price",
    "with_hidden",
]
