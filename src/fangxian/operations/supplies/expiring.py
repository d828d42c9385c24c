"""Door plates that were to be kept until a day: when they go, what was brought stays on record, to nobody."""

from collections import Counter
from datetime import date

from fangxian.operations.supplies.models import DoorPlate


def count_plates_due(day: date) -> dict[str, int]:
    """Return outbreak -> door plates that were to be kept until `day` or an earlier one."""
    rows = DoorPlate.objects.filter(keep_until__lte=day).values_list("outbreak_id", flat=True)
    return dict(sorted(Counter(rows).items()))


def drop_plates_due(day: date) -> dict[str, int]:
    """Drop them, inside the caller's transaction; return what `count_plates_due` did."""
    due = count_plates_due(day)
    DoorPlate.objects.filter(keep_until__lte=day).delete()
    return due
