"""The gap ledger: every person of a round with exactly one state, every household, every place, and who is missing."""
