"""Registers the app with Django."""

from django.apps import AppConfig


class FitsConfig(AppConfig):
    """The app `fits`."""

    name = "fangxian.operations.fits"
    label = "fits"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the journal compare what lies in the tables with the marks it gave."""
        from fangxian.operations.fits.models import MODELS
        from fangxian.operations.journal.marks import rows_lying
        from fangxian.operations.journal.watching import cover

        for word, model in MODELS.items():
            cover(word, rows_lying(model), by_entry=True)
