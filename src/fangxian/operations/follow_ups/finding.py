"""Finding the one follow-up a service acts on, within the actor's reach, locked against a second act."""

from fangxian.engines.following import FollowingRule, following_rule
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.follow_ups.models import Course
from fangxian.operations.follow_ups.problems import FOLLOW_UP_CLOSED
from fangxian.operations.problems import NOT_FOUND
from fangxian.stores.packs import read_disease, read_plan


def get_course(actor: Actor, key: str) -> Course:
    """Return where a follow-up stands, open or closed. Raises `not-found`, also for one outside the reach."""
    rows = Course.objects.select_for_update(of=("self",)).select_related("follow_up")
    found = actor.reach.filter_persons(rows, "seat_id").filter(id=key, known_to=None).first()
    if found is None:
        raise NOT_FOUND(what="follow-up", what_zh="随访", key=key)
    return found


def get_open(actor: Actor, key: str) -> Course:
    """Return where an open follow-up stands. Raises `not-found`, `follow-up-closed`."""
    course = get_course(actor, key)
    if course.closed_at is not None:
        raise FOLLOW_UP_CLOSED(at=course.closed_at.isoformat())
    return course


def rule_of(plan_id: str) -> FollowingRule:
    """Return the figures of a plan's follow-ups."""
    plan = read_plan(plan_id)
    return following_rule(plan, read_disease(plan.disease))
