"""Opening a new outbreak at the desk."""
