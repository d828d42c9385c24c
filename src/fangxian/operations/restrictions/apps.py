"""Registers the app with Django."""

from django.apps import AppConfig


class RestrictionsConfig(AppConfig):
    """The app `restrictions`."""

    name = "fangxian.operations.restrictions"
    label = "restrictions"
    default_auto_field = "django.db.models.BigAutoField"
