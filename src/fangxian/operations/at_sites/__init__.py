"""What happens at sampling sites, of what several apps have on record: who was there, what is wrong, how each stands."""
