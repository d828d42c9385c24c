"""July and August 2021 in four cities, rehearsed from what was known day by day."""
