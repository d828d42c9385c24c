"""Whether a record is among the reader's tasks: then no reason is asked, because the work itself is the reason."""

from datetime import datetime

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.decisions.queries import waits_about
from fangxian.operations.follow_ups.queries import has_open_flag
from fangxian.operations.journal.queries import has_acted
from fangxian.operations.lookups.rows import Subject

INVESTIGATORS = frozenset({"city-cdc", "district-cdc"})
AT_THE_DOOR = frozenset({"community-worker", "grid-worker"})


def is_among_tasks(actor: Actor, subject: Subject, at: datetime) -> bool:
    """Tell whether the actor works on this record now.

    A closed record is nobody's work. An open one is the work of who investigates the outbreak, of who stands at the
    person's door, of the office in charge and who decided or signed it, of an office that acted on it, of who has
    to decide about the person, and of the doctors a red flag went to.
    """
    return subject.is_open and (
        actor.role in INVESTIGATORS | AT_THE_DOOR
        or actor.user_id in subject.users
        or actor.office_id in subject.offices
        or has_acted(actor.office_id, subject.acted_on)
        or _has_to_decide(actor, subject)
        or _is_called(actor, subject, at)
    )


def _has_to_decide(actor: Actor, subject: Subject) -> bool:
    if not (actor.may("decide") or actor.may("sign")):
        return False
    case_id = subject.record_id if subject.record == "case" else ""
    return waits_about(actor.reach, subject.person_id, case_id)


def _is_called(actor: Actor, subject: Subject, at: datetime) -> bool:
    return actor.role == "clinician" and has_open_flag(actor.reach, subject.person_id, at)
