"""Orders and their trees of offices."""
