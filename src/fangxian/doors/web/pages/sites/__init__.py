"""Sampling sites that are run: alarms first, desks, queues and crews; opened and closed."""
