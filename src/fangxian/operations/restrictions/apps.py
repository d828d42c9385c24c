"""Registers the app with Django."""

from django.apps import AppConfig


class RestrictionsConfig(AppConfig):
    """The app `restrictions`."""

    name = "fangxian.operations.restrictions"
    label = "restrictions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the journal compare restrictions with the marks it gave them."""
        from fangxian.operations.journal.marks import versions_lying
        from fangxian.operations.journal.watching import cover
        from fangxian.operations.restrictions.models import Restriction

        cover("restriction", versions_lying(Restriction), by_entry=True)
