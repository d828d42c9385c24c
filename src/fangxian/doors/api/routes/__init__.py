"""One file per group of operations; each offers `router`."""
