"""Quarantine sites: rooms full and free, late transfers, samples and releases due, red flags; one site on a phone."""
