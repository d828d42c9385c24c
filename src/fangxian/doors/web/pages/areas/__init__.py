"""Risk areas and the measures in force."""
