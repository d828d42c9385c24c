"""Users, offices, duties and what each may see. No passwords: one-time links."""
