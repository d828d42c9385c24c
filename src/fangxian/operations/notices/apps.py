"""Registers the app with Django."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """The app `notices`."""

    name = "fangxian.operations.notices"
    label = "notices"
    default_auto_field = "django.db.models.BigAutoField"
