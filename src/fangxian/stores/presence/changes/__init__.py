"""Changing what a store holds: corrections, erasing, compacting."""
