"""Floor 1: pure functions from tables to tables. No Django, files, network, clock or hidden randomness."""
