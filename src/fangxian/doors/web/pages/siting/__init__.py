"""What if sampling sites stood elsewhere: tried on a map, compared with the answer before, opened."""
