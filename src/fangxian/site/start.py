"""Starting Django from a command, and bringing the database up to date."""

import os

import django
from django.apps import apps

from fangxian.stores.home import alone


def start() -> None:
    """Set Django up once; safe to repeat. FANGXIAN_HOME is read here."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fangxian.site.settings")
    if not apps.ready:
        django.setup()


def prepare_database() -> None:
    """Apply what migrations are missing, in silence; an empty database gets today's tables at once.

    Of two commands that start at once on an older home, the second waits for the first.
    """
    from django.conf import settings
    from django.core.management import call_command

    from fangxian.site.creation import create_tables, is_behind, is_empty

    with alone(settings.FANGXIAN_HOME, "preparing"):
        if is_empty():
            create_tables()
        elif is_behind():
            call_command("migrate", interactive=False, verbosity=0)
