"""Registers the app with Django."""

from django.apps import AppConfig


class RoundsConfig(AppConfig):
    """The app `rounds`."""

    name = "fangxian.operations.rounds"
    label = "rounds"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the journal compare what happened to accounts with the marks it gave."""
        from fangxian.operations.journal.watching import cover
        from fangxian.operations.rounds.marking import additions_lying, events_lying

        cover("account-event", events_lying, by_entry=True)
        cover("account-added", additions_lying, by_entry=True)
