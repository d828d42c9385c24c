"""One folder per page; each is found by itself (see `discovery`)."""
