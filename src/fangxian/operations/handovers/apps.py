"""Registers the app with Django."""

from django.apps import AppConfig


class HandoversConfig(AppConfig):
    """The app `handovers`."""

    name = "fangxian.operations.handovers"
    label = "handovers"
    default_auto_field = "django.db.models.BigAutoField"
