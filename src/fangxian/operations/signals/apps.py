"""Registers the app with Django."""

from django.apps import AppConfig


class SignalsConfig(AppConfig):
    """The app `signals`."""

    name = "fangxian.operations.signals"
    label = "signals"
    default_auto_field = "django.db.models.BigAutoField"
