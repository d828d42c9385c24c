"""The line list and one case."""
