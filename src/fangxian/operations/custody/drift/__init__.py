"""A laboratory, sampling place or import whose results leave those of the others: found, told once, looked into."""
