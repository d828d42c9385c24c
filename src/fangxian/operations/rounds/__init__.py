"""Rounds of testing and of screening: the register frozen for each, what happened to every account, and who is missing."""
