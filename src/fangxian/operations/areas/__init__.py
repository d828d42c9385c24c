"""Areas and the measures in force."""
