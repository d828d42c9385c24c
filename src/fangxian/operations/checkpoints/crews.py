"""How many people keep a checkpoint: the crew of the pack at each lane, in each shift of a day."""

from fangxian.engines.plans import Staff
from fangxian.operations.checkpoints.rows import CheckpointRow
from fangxian.operations.teams.rows import PostGiven
from fangxian.stores.packs import read_measure, read_plan

MEASURE = "checkpoint"


def source_of(key: str) -> str:
    """Return what the post of a checkpoint says it comes from."""
    return f"checkpoint:{key}"


def find_crew(plan_id: str) -> Staff:
    """Return who keeps one lane of a checkpoint by a plan's measure; of the pack itself where the plan has none."""
    measure = read_plan(plan_id).measures.get(MEASURE) or read_measure(MEASURE)
    return measure.staff[0]


def post_of(row: CheckpointRow, crew: Staff) -> PostGiven:
    """Return the post of a checkpoint: at every lane the pack's crew at once, never fewer than its least crew."""
    at_once = max(row.lanes * crew.at_once, row.least_crew)
    return PostGiven(
        kind="checkpoint",
        place_id=row.place_id,
        need=at_once * crew.shifts,
        name=row.name,
        role="watch",
        lat=row.lat,
        lon=row.lon,
        source=source_of(row.id),
        per_shift=at_once,
    )
