"""Registers the app with Django."""

from django.apps import AppConfig


class TokensConfig(AppConfig):
    """The app `tokens`."""

    name = "fangxian.operations.tokens"
    label = "tokens"
    default_auto_field = "django.db.models.BigAutoField"
