"""Drills: what was late and what it cost, and whether so many samples can be taken tonight."""
