"""Registers the app with Django."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    """The app `rounds`."""

    name = "fangxian.operations.rounds"
    label = "rounds"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the journal compare what happened to accounts with the marks it gave."""
        from fangxian.operations.journal.marks import rows_lying
        from fangxian.operations.journal.watching import cover
        from fangxian.operations.rounds.models import ADDED, EVENT, AccountEvent, Addition

        cover(EVENT, rows_lying(AccountEvent), by_entry=True)
        cover(ADDED, rows_lying(Addition), by_entry=True)
