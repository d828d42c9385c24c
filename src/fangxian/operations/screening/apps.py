"""Registers the app with Django."""

from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    """The app `screening`."""

    name = "fangxian.operations.screening"
    label = "screening"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the journal compare what lies in the tables with the marks it gave."""
        from fangxian.operations.journal.watching import cover
        from fangxian.operations.screening.marking import MODELS, lying

        for word in MODELS:
            cover(word, lying(word), by_entry=True)
