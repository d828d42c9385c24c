"""The journal app."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Declares the app to Django."""

    name = "fangxian.operations.journal"
    label = "journal"
