"""Registers the app with Django."""

from django.apps import AppConfig


class AreasConfig(AppConfig):
    """The app `areas`."""

    name = "fangxian.operations.areas"
    label = "areas"
    default_auto_field = "django.db.models.BigAutoField"
