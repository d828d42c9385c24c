"""One file per command; each offers `register(app)`."""
