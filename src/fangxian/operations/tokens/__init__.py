"""Tokens: they let a program in as one user, for a while."""
