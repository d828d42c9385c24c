"""Sign in with a one-time link, and sign out."""
