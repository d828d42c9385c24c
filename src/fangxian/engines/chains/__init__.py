"""Chains: who infected whom, as probabilities with an unknown source."""

from fangxian.engines.chains.finder import ChainResult, find_chains
from fangxian.engines.chains.history import NaturalHistory

__all__ = ["ChainResult", "NaturalHistory", "find_chains"]
