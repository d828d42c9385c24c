"""What is on record of a drill: how it was set up, and the report when it had ended."""

from django.db import models

from fangxian.operations.ids import new_id
from fangxian.operations.journal.kept import Kept


class Drill(Kept):
    """A drill of one outbreak in this world. `settings`: all it takes to run it again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    outbreak = models.OneToOneField("cases.Outbreak", models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    settings = models.JSONField()


class DrillReport(Kept):
    """The after-action report."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    drill = models.OneToOneField(Drill, models.PROTECT, related_name="report")
    content = models.JSONField()


MODELS: dict[str, type[Kept]] = {"drill": Drill, "drill-report": DrillReport}
"""Word in the journal -> what it vouches for."""
