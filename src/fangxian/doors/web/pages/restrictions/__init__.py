"""Restrictions on persons, and the slip that is served on them."""
