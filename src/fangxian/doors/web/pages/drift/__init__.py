"""Whether a laboratory, a sampling place or an import goes wrong: its results against those of the others."""
