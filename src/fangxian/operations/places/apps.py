"""The places app."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Declares the app to Django."""

    name = "fangxian.operations.places"
    label = "places"
