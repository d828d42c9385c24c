"""Drills: what was asked of one, and the report after it."""
