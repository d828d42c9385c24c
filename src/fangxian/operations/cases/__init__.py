"""Outbreaks, cases and their itineraries."""
