"""My tasks: made for the phone."""
