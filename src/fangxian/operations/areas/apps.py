"""Registers the app with Django."""

from django.apps import AppConfig


class AreasConfig(AppConfig):
    """The app `areas`."""

    name = "fangxian.operations.areas"
    label = "areas"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the journal compare areas and measures with the marks it gave them."""
        from fangxian.operations.areas.models import Area, MeasureInForce
        from fangxian.operations.journal.marks import versions_lying
        from fangxian.operations.journal.watching import cover

        cover("area", versions_lying(Area), by_entry=True)
        cover("measure", versions_lying(MeasureInForce), by_entry=True)
