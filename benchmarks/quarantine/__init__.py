"""Benchmarks of rooms in quarantine: `python -m benchmarks.quarantine.rooms`."""
