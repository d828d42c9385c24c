"""The fit: what the line list says of who is not on it, how fast it would spread, and how well futures go along with it."""
