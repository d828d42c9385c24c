"""People and posts: who serves where, in which role and why, in which temporary unit, and what is short."""
