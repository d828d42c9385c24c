"""A synthetic round: seven million people on five lists, what happened to them, and what is true of it. Nobody is real."""
