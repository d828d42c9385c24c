"""The imports app."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Declares the app to Django."""

    name = "fangxian.operations.imports"
    label = "imports"
