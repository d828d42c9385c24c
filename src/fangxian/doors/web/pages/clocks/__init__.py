"""Countdowns: what is due next, what was missed and why, what one was told."""
