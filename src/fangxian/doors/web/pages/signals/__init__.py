"""Signals besides cases: positive pools, capacities, feeds; recorded here, with what each one fired."""
