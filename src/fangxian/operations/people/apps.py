"""The people app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Declares the app to Django."""

    name = "fangxian.operations.people"
    label = "people"
