"""One outbreak: how it stands, and its end."""
