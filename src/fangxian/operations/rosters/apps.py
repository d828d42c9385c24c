"""Registers the app with Django."""

from django.apps import AppConfig


class RostersConfig(AppConfig):
    """The app `rosters`."""

    name = "fangxian.operations.rosters"
    label = "rosters"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the journal compare what lies in the tables with the marks it gave."""
        from fangxian.operations.journal.marks import rows_lying
        from fangxian.operations.journal.watching import cover
        from fangxian.operations.rosters.models import MODELS

        for word, model in MODELS.items():
            cover(word, rows_lying(model), by_entry=True)
