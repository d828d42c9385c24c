"""Sampling sites that are run: where they stand, who is on duty, how many wait, what is wrong there."""
