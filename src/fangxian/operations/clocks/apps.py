"""Registers the app with Django."""

from django.apps import AppConfig


class ClocksConfig(AppConfig):
    """The app `clocks`."""

    name = "fangxian.operations.clocks"
    label = "clocks"
    default_auto_field = "django.db.models.BigAutoField"
