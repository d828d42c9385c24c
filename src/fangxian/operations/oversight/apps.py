"""Registers the app with Django."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """The app `oversight`."""

    name = "fangxian.operations.oversight"
    label = "oversight"
    default_auto_field = "django.db.models.BigAutoField"
