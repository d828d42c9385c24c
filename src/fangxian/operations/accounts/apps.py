"""The accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Declares the app to Django."""

    name = "fangxian.operations.accounts"
    label = "accounts"
