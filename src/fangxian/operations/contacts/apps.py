"""Registers the app with Django."""

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    """The app `contacts`."""

    name = "fangxian.operations.contacts"
    label = "contacts"
    default_auto_field = "django.db.models.BigAutoField"
