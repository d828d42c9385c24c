"""Starting Django from a command, and bringing the database up to date."""

import os

import django
from django.apps import apps


def start() -> None:
    """Set Django up once; safe to repeat. FANGXIAN_HOME is read here."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fangxian.site.settings")
    if not apps.ready:
        django.setup()


def prepare_database() -> None:
    """Apply what migrations are missing, in silence; an empty database gets today's tables at once."""
    from django.core.management import call_command

    from fangxian.site.creation import create_tables, is_empty

    if is_empty():
        create_tables()
    call_command("migrate", interactive=False, verbosity=0)
