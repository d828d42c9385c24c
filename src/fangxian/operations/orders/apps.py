"""Registers the app with Django."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    """The app `orders`."""

    name = "fangxian.operations.orders"
    label = "orders"
    default_auto_field = "django.db.models.BigAutoField"
