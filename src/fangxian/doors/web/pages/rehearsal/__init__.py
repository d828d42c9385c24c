"""Rehearsal: plans run on futures of a city before they are needed, side by side."""
