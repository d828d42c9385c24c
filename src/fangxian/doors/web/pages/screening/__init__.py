"""Screening at doors: the form of a door, the way to the next ones, and what waits for an answer."""
