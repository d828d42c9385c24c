"""Registers the app with Django."""

from django.apps import AppConfig


class TeamsConfig(AppConfig):
    """The app `teams`."""

    name = "fangxian.operations.teams"
    label = "teams"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the journal compare what lies in the tables with the marks it gave."""
        from fangxian.operations.journal.marks import rows_lying, versions_lying
        from fangxian.operations.journal.watching import cover
        from fangxian.operations.teams.models import ONCE, VERSIONS

        for word, model in VERSIONS.items():
            cover(word, versions_lying(model), by_entry=True)
        for word, kept in ONCE.items():
            cover(word, rows_lying(kept), by_entry=True)
