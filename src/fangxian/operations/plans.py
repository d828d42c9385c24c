"""The plans of this process: read from their packs once, because every signature asks for one."""

from functools import lru_cache

from fangxian.engines.plans import Plan
from fangxian.stores.packs import read_plan


@lru_cache(maxsize=32)
def get_plan(plan_id: str) -> Plan:
    """Return a plan. A changed pack is read again when the server starts anew."""
    return read_plan(plan_id)
