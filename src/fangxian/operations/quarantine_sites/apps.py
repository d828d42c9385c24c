"""Registers the app with Django."""

from django.apps import AppConfig


class QuarantineSitesConfig(AppConfig):
    """The app `quarantine_sites`."""

    name = "fangxian.operations.quarantine_sites"
    label = "quarantine_sites"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the journal compare what lies in the tables with the marks it gave."""
        from fangxian.operations.journal.marks import rows_lying
        from fangxian.operations.journal.watching import cover
        from fangxian.operations.quarantine_sites.models import MODELS

        for word, model in MODELS.items():
            cover(word, rows_lying(model), by_entry=True)
