"""A signal is version rows: what was last said of a pool, a capacity or a feed, and what was said before."""

from django.db import models

from fangxian.operations.versions import Version

KINDS = ("pool", "capacity", "feed")


class Signal(Version):
    """One pool, capacity or feed. `facts` are the columns of its table in `engines.tables`, instants as ISO text."""

    id = models.CharField(max_length=200)  # type: ignore[assignment]
    """Outbreak, kind and key together: the same key is the same signal."""
    outbreak = models.ForeignKey("cases.Outbreak", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16, choices=[(kind, kind) for kind in KINDS])
    key = models.CharField(max_length=100)
    place = models.ForeignKey("places.Place", models.PROTECT, to_field="key", related_name="+")
    facts = models.JSONField()

    class Meta(Version.Meta):
        abstract = False
        indexes = [models.Index(fields=["outbreak", "kind"], name="signals_by_outbreak")]
