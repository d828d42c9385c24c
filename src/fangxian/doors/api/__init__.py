"""The API door: the same acts as the pages, for programs."""
