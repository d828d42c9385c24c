"""Signals besides cases: positive pools, capacities that do not suffice, feeds that are late."""
