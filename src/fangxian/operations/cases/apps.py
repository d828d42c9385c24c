"""Registers the app with Django."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The app `cases`."""

    name = "fangxian.operations.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the journal compare cases with what it says of them."""
        from fangxian.operations.cases.images import list_case_images
        from fangxian.operations.journal.watching import watch

        watch("case", list_case_images)
