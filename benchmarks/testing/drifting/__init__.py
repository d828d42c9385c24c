"""Drawn laboratories for the benchmark of drift, and the charts beside ours."""
