"""Screening at doors: the form of a door, whoever has to answer what was told there, and the way from door to door."""
