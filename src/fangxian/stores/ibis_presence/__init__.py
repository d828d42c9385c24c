"""Presences where they already lie: one Ibis expression, answered by DuckDB or by a Spark cluster."""

from fangxian.stores.ibis_presence.opening import ENGINES, open_engine
from fangxian.stores.ibis_presence.presences import IbisPresences

__all__ = ["ENGINES", "IbisPresences", "open_engine"]
