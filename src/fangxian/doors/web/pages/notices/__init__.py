"""Notices: what anybody may read without signing in, and the desk where they are drafted, approved and sent."""
