"""Registers the app with Django."""

from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """The app `decisions`."""

    name = "fangxian.operations.decisions"
    label = "decisions"
    default_auto_field = "django.db.models.BigAutoField"
