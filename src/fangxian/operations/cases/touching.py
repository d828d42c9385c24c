"""Whether an outbreak is any business of a reader: it lies in their reach, or around it."""

from fangxian.operations.cases.models import Outbreak
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND


def touches(reach: Reach, root: str) -> bool:
    """Tell whether an outbreak at `root` touches the reach."""
    return bool(reach.touched([root]))


def require_touching(reach: Reach, outbreak: Outbreak) -> None:
    """Raise `not-found` for an outbreak outside the reach, as for one that does not exist."""
    if not touches(reach, outbreak.place_id):
        raise NOT_FOUND(what="outbreak", what_zh="疫情", key=outbreak.id)
