"""Floor 2: Django apps, one per noun. Models, services (verbs), queries (reads), jobs, problems."""
