"""Stays as numbers: words, codes, sorted arrays, and what compiles the loops over them."""
