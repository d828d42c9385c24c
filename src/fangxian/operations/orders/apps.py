"""Registers the app with Django."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    """The app `orders`."""

    name = "fangxian.operations.orders"
    label = "orders"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the journal compare orders with the marks it gave them."""
        from fangxian.operations.journal.watching import cover
        from fangxian.operations.orders.marking import orders_lying

        cover("order", orders_lying, by_entry=False)
