"""The race clock: what another hour of each order's delay costs, told on futures of the outbreak as it runs."""

from fangxian.engines.rehearsal.race.believing import Belief, fitted_belief, usual_belief
from fangxian.engines.rehearsal.race.bench import Orders, RaceSetting, with_hidden
from fangxian.engines.rehearsal.race.bridge import Raced, Stage, race_setting, with_orders
from fangxian.engines.rehearsal.race.costs import COSTS, by_dispatch
from fangxian.engines.rehearsal.race.on_record import OnRecord
from fangxian.engines.rehearsal.race.open_orders import DISPATCHES, Piece
from fangxian.engines.rehearsal.race.pricing import HOURS, OUTCOMES, PRICES, price
from fangxian.engines.rehearsal.race.remedies import NOTHING_FREE, Free, Remedy, Work, remedy_for
from fangxian.engines.rehearsal.race.running import DAYS_BACK, Running

__all__ = [
    "COSTS", "DAYS_BACK", "DISPATCHES", "HOURS", "NOTHING_FREE", "OUTCOMES", "PRICES", "Belief", "Free", "OnRecord",
    "Orders", "Piece", "RaceSetting", "Raced", "Remedy", "Running", "Stage", "Work", "by_dispatch", "fitted_belief",
    "price", "race_setting", "remedy_for", "usual_belief", "with_hidden", "with_orders",
]  # fmt: skip
