"""Chains: who infected whom, as probabilities with an unknown source."""

from fangxian.engines.chains.finder import ChainResult, find_chains
from fangxian.engines.chains.history import NaturalHistory
from fangxian.engines.chains.places import rank_places

__all__ = ["ChainResult", "NaturalHistory", "find_chains", "rank_places"]
