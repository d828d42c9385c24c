"""One immutable segment: writing it, reading it, what it lists and what was withdrawn from it."""
