"""Registers the app with Django, and what `journal verify` compares of it."""

from django.apps import AppConfig


class RegistrationsConfig(AppConfig):
    """The app `registrations`."""

    name = "fangxian.operations.registrations"
    label = "registrations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let `verify` compare the rows with the journal, batch by batch."""
        from fangxian.operations.journal.watching import cover
        from fangxian.operations.registrations.marking import batches_lying

        cover("registration", batches_lying, by_entry=True)
