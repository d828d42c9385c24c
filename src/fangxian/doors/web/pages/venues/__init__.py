"""Looks at venues: what is due, the walks along it, the form at the door, findings, closings, loudspeakers."""
