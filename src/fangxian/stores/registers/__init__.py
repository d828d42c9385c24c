"""The frozen registers of rounds: one immutable file a round, read by place, rewritten only to forget somebody."""

from fangxian.stores.registers.store import Frozen, RegisterStore

__all__ = ["Frozen", "RegisterStore"]
