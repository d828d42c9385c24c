"""Restrictions on persons: never a side effect."""
