"""Persons, their encrypted identity, households and stakes."""
