"""A resident's own page: today's check by a personal link, and “I was there” by a notice's link. No sign-in."""
