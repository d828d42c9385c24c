"""Registrations: who came to a site, who passed a point, which door was knocked at. Spooled first, on record soon after."""
