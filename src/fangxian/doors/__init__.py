"""Floor 3: the ways in. Web pages, HTTP API, command line."""
