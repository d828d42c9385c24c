"""The place an outbreak is at, for whoever remembers it: it never changes."""

from fangxian.operations.cases.models import Outbreak


def find_root(outbreak_id: str) -> str | None:
    """Return the place of an outbreak, or None. Whether it is anybody's business is asked by `touches`."""
    return Outbreak.objects.filter(id=outbreak_id).values_list("place_id", flat=True).first()
