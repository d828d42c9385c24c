"""Sending people to posts: how long it takes, how far from the best, how far people travel, how many move."""
