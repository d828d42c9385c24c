"""Quarantine sites: rooms, stays on a standing restriction, transfers, samples, red flags, restarts and releases."""
