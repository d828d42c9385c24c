"""Rows of lists of people, as they came, in sealed files: what is read of them is read with a key kept elsewhere."""

from fangxian.stores.listed.store import LISTED, ListStore

__all__ = ["LISTED", "ListStore"]
"""LISTED adds to a list's row the key it has here, and the digest of what it says."""
