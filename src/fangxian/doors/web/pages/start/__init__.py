"""The address without a path: each role's own first page."""
