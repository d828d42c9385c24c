"""Bringing presences in: files and lists read as a stream, coded, counted, written as segments."""
