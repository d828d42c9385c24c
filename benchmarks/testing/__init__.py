"""Benchmarks of city-wide testing: `python -m benchmarks.testing.<subject>`."""
