"""A dry run: what a plan would have done at an hour of an outbreak on record, beside what was done."""
