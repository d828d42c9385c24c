"""An empty database gets the tables of today in one step instead of the history of how they came to be.

Replaying thirty migrations took some ten times as long, nearly all of it in redrawing the models after each step.
`tests/site/test_fresh_database.py` holds both ways to the same tables.
"""

from django.apps import apps
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def is_empty() -> bool:
    """Tell whether nothing was ever made in this database."""
    return not connection.introspection.table_names()


def is_behind() -> bool:
    """Tell whether a migration is missing. To ask costs a quarter of `migrate`, which draws all models even for none."""
    loader = MigrationLoader(connection)
    return not loader.graph.nodes.keys() <= loader.applied_migrations.keys()


def create_tables() -> None:
    """Make every table as the models have it, and note every migration as applied."""
    recorder = MigrationRecorder(connection)
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            editor.create_model(model)
    recorder.ensure_schema()
    with transaction.atomic():
        for app, name in MigrationLoader(None).graph.nodes:
            recorder.record_applied(app, name)
