"""The clocks a legal pack sets for what is in force under a plan."""

from datetime import datetime

from fangxian.engines.plans import Hours
from fangxian.stores.packs import read_legal, read_plan


def hours_of(plan: str) -> Hours:
    """Return the clocks of the plan a proposal names ("id@version")."""
    return read_legal(read_plan(plan.partition("@")[0]).legal).hours


def is_past(due_at: datetime, done_at: datetime | None, at: datetime) -> bool:
    """Tell whether what was due was done after its time, or is not done and its time has passed."""
    return (done_at or at) > due_at
