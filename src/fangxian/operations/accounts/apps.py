"""The accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Declares the app to Django."""

    name = "fangxian.operations.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Let the journal compare duties with what it says of them."""
        from fangxian.operations.accounts.images import list_duty_images
        from fangxian.operations.journal.watching import watch

        watch("duty", list_duty_images)
