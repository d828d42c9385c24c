"""Version rows: nothing is overwritten, so that any hour can be seen as it was known then.

`valid_*` is when a fact held in the world, `known_*` when it stood in the record. A correction closes the
known row and inserts another; history is never edited.
"""

from datetime import datetime
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import F, Q

from fangxian.engines.problems import Text
from fangxian.operations.ids import new_id
from fangxian.operations.problems import declare

ALREADY_CORRECTED = declare(
    "already-corrected",
    happened=Text("该记录已被他人更正。", "Somebody else has corrected this record."),
    expected=Text("只能更正当前有效的版本。", "Only the version that stands can be corrected."),
    remedy=Text("请刷新后重试。", "Reload and try again."),
    status=409,
)


class VersionQuerySet(models.QuerySet):
    """Reads version rows by what was known and by what held."""

    def open(self) -> Self:
        """Rows that stand now."""
        return self.filter(known_to=None)

    def as_known(self, at: datetime) -> Self:
        """Rows as the record stood at `at`."""
        return self.filter(Q(known_to=None) | Q(known_to__gt=at), known_from__lte=at)

    def valid(self, at: datetime) -> Self:
        """Rows whose fact held at `at`."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=at), valid_from__lte=at)

    def at(self, as_of: datetime, known_at: datetime | None = None) -> Self:
        """What held at `as_of`, as known at `known_at` (None: as it stands)."""
        return (self.open() if known_at is None else self.as_known(known_at)).valid(as_of)


class Version(models.Model):
    """One version of a fact. `id` is the fact's, `version` the row's."""

    version = models.UUIDField(primary_key=True, default=new_id, editable=False)
    id = models.UUIDField(default=new_id, db_index=True)
    known_from = models.DateTimeField()
    known_to = models.DateTimeField(null=True)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)
    entry = models.ForeignKey("journal.Entry", on_delete=models.PROTECT, related_name="+")

    objects = VersionQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["id", "valid_from"],
                condition=Q(known_to=None),
                name="%(app_label)s_%(class)s_one_open",
            ),
            models.UniqueConstraint(
                fields=["id"],
                condition=Q(known_to=None, valid_to=None),
                name="%(app_label)s_%(class)s_one_unending",
            ),
            models.CheckConstraint(
                condition=Q(known_to=None) | Q(known_to__gte=F("known_from")),
                name="%(app_label)s_%(class)s_known_forward",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="%(app_label)s_%(class)s_valid_forward",
            ),
        ]


Row = TypeVar("Row", bound=Version)


def close(row: Version, at: datetime) -> None:
    """Take a row out of what stands. Raises `already-corrected` if it no longer does."""
    standing = type(row).objects.filter(version=row.version, known_to=None)
    if not standing.update(known_to=max(at, row.known_from)):
        raise ALREADY_CORRECTED()


def correct(row: Row, entry: models.Model, at: datetime, **changes: Any) -> Row:
    """Replace what the record says: close the row, insert one with `changes`, both at `at`."""
    close(row, at)
    return _insert_like(row, entry, at, changes)


def change(row: Row, entry: models.Model, at: datetime, from_at: datetime, **changes: Any) -> Row:
    """Record that the fact itself became different at `from_at`: the row's period is cut in two there.

    Returns the row of the later period. A change at or before the period's start is a correction.
    """
    if from_at <= row.valid_from:
        return correct(row, entry, at, **changes)
    close(row, at)
    _insert_like(row, entry, at, {"valid_to": from_at})
    return _insert_like(row, entry, at, {"valid_from": from_at, **changes})


def end(row: Row, entry: models.Model, at: datetime, valid_to: datetime) -> Row:
    """Record that the fact held until `valid_to` and no longer (never before it began)."""
    return correct(row, entry, at, valid_to=max(valid_to, row.valid_from))


def _insert_like(row: Row, entry: models.Model, at: datetime, changes: dict[str, Any]) -> Row:
    kept = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    kept |= {"version": new_id(), "known_from": max(at, row.known_from), "known_to": None}
    fresh = type(row)(**{k: v for k, v in kept.items() if k != "entry_id"}, entry=entry)
    for name, value in changes.items():
        setattr(fresh, name, value)
    fresh.save(force_insert=True)
    return fresh
