"""Registers the app with Django."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The app `cases`."""

    name = "fangxian.operations.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"
