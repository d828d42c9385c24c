"""Rosters at the sizes of the report: seventy people of a community for a week, five hundred duty points of a district."""
