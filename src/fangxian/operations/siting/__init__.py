"""What if sampling sites stood elsewhere: tried on the people on record, and opened."""
