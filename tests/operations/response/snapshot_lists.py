"""Every list a reader is answered, taken at one hour: live, or as a replay of it."""

from collections.abc import Callable
from typing import Any

from fangxian.engines.problems import Problem
from fangxian.operations import picture
from fangxian.operations.areas import queries as areas
from fangxian.operations.cases import queries as cases
from fangxian.operations.clocks import queries as clocks
from fangxian.operations.contacts import groups as contact_groups
from fangxian.operations.contacts import queries as contacts
from fangxian.operations.decisions import queries as decisions
from fangxian.operations.follow_ups import queries as follow_ups
from fangxian.operations.handovers import queries as letters
from fangxian.operations.imports.queries import list_batches
from fangxian.operations.lifecycles import get_area, list_lives
from fangxian.operations.notices import queries as notices
from fangxian.operations.orders import queries as orders
from fangxian.operations.oversight import queries as oversight
from fangxian.operations.people import queries as people
from fangxian.operations.restrictions import queries as restrictions
from fangxian.operations.restrictions.answers import list_offers
from fangxian.operations.restrictions.hearings import list_appeals
from fangxian.operations.signals.queries import list_signals

OUTBREAK, PLAN, HOME = "tiny", "cn-covid19-8e-2021", "430102003001"
PEOPLE = ("p0", "f0", "p6")
SHOWN = 3
"""How many of a list are opened one by one."""


def snapshot(actor, at, *, live: bool) -> dict[str, Any]:
    """Everything `actor` is answered of the hour `at`, by the name of the list.

    `live`: asked as a page asks of now, where a read has a shorter way for it; else as a replay asks.
    """
    known = None if live else at
    parts = (_cases, _contacts, _decided, _followed, _ordered, _told, _overseen, _drawn)
    lists = {name: ask for part in parts for name, ask in part(actor, at, known).items()}
    return {name: _asked(ask) for name, ask in lists.items()}


def _asked(ask: Callable[[], Any]) -> Any:
    """An answer, or the code of the refusal: that something is not there is an answer too."""
    try:
        return ask()
    except Problem as refused:
        return refused.code


def _cases(actor, at, known) -> dict[str, Callable[[], Any]]:
    reach = actor.reach
    rows = cases.list_cases(reach, OUTBREAK, at)
    return {
        "outbreaks": lambda: cases.list_outbreaks(reach, at),
        "outbreak": lambda: cases.get_outbreak(reach, OUTBREAK, at),
        "cases": lambda: rows,
        "stays": lambda: [cases.list_stays(reach, row.id, at) for row in rows],
        "unresolved": lambda: cases.list_unresolved_stays(reach, OUTBREAK, at),
        "histories": lambda: [cases.list_case_history(reach, row.id, at) for row in rows],
        "identities": lambda: people.list_identities(reach, [row.person_id for row in rows], at),
        "people in reach": lambda: people.visible_keys(reach, PEOPLE, at),
        "curve": lambda: picture.epidemic_curve(reach, OUTBREAK, at),
        "signals": lambda: list_signals(reach, OUTBREAK, at),
        "imports": lambda: list_batches(actor, known_at=at),
    }


def _contacts(actor, at, known) -> dict[str, Callable[[], Any]]:
    reach = actor.reach
    asked = contact_groups.Asked(reach, OUTBREAK, at, follow_ups.decided_people(OUTBREAK, at))
    groups = contact_groups.list_groups(asked, 0, 50)
    return {
        "exposures": lambda: contacts.list_exposures(reach, OUTBREAK, at),
        "exposed places": lambda: contacts.list_exposed_places(reach, OUTBREAK, at),
        "visits": lambda: contacts.list_visits(reach, OUTBREAK, "v-teahouse", at),
        "groups": lambda: groups,
        "totals": lambda: contact_groups.count_groups(asked),
        "people of groups": lambda: [
            contact_groups.list_people(asked, group.key, 0, 50) for group in groups[:SHOWN]
        ],
    }


def _decided(actor, at, known) -> dict[str, Callable[[], Any]]:
    reach = actor.reach
    waiting = decisions.list_waiting(actor, OUTBREAK, known)
    decided = decisions.list_decided(actor, OUTBREAK, known_at=known)
    bound = restrictions.list_restrictions(reach, OUTBREAK, at, at)
    opened = (*waiting[-SHOWN:], *decided[:SHOWN])
    return {
        "waiting": lambda: waiting,
        "decided": lambda: decided,
        "proposals": lambda: [decisions.get_proposal(actor, row.id, known) for row in opened],
        "areas": lambda: areas.list_areas(reach, OUTBREAK, at, at),
        "measures": lambda: areas.list_measures(reach, OUTBREAK, at, at, lapsed=True),
        "bound": lambda: bound,
        "restriction": lambda: [restrictions.get_restriction(reach, row.key, at) for row in bound],
        "slips": lambda: [restrictions.get_slip(reach, row.key, at) for row in bound],
        "asked first": lambda: list_offers(reach, OUTBREAK, PLAN, at),
        "appeals": lambda: list_appeals(actor, OUTBREAK, at),
    }


def _followed(actor, at, known) -> dict[str, Callable[[], Any]]:
    reach = actor.reach
    followed = follow_ups.list_follow_ups(reach, OUTBREAK, at)
    return {
        "followed": lambda: followed,
        "followed and": lambda: [
            follow_ups.list_follow_ups(reach, OUTBREAK, at, only=only)
            for only in ("due_today", "missed", "red", "to_release", "closed")
        ],
        "follow-up counts": lambda: follow_ups.count_follow_ups(reach, OUTBREAK, at),
        "follow-up": lambda: [follow_ups.get_follow_up(reach, row.key, at) for row in followed.rows[:SHOWN]],
        "flags": lambda: [
            follow_ups.list_flags(reach, OUTBREAK, at, open_only=only) for only in (True, False)
        ],
        "missed": lambda: follow_ups.list_missed_days(reach, OUTBREAK, at),
        "missed counts": lambda: follow_ups.count_missed_days(reach, OUTBREAK, at),
        "decided for": lambda: follow_ups.decisions_of(reach, OUTBREAK, PEOPLE, at),
        "venues": lambda: follow_ups.list_venues(reach, OUTBREAK, at),
        "attendances": lambda: follow_ups.list_attendances(reach, OUTBREAK, at, only=""),
    }


def _ordered(actor, at, known) -> dict[str, Callable[[], Any]]:
    reach = actor.reach
    given = orders.list_orders(reach, OUTBREAK, at, known_at=known)
    tops = {row.id: orders.list_branch(reach, row.id, None, at, known) for row in given[:SHOWN]}
    dispatches = [node.id for nodes in tops.values() for node in nodes][:SHOWN]
    tasks = orders.list_my_tasks(actor, at, known_at=known)
    return {
        "orders": lambda: given,
        "order": lambda: [orders.get_order(reach, row.id, at, known) for row in given[:SHOWN]],
        "branches": lambda: tops,
        "below": lambda: [
            orders.list_branch(reach, order, node.id, at, known)
            for order, nodes in list(tops.items())[:2]
            for node in nodes
        ],
        "order counts": lambda: orders.count_orders(reach, OUTBREAK, at, known),
        "by place": lambda: orders.count_by_place(reach, OUTBREAK, at, known),
        "roll-up": lambda: orders.roll_up(reach, OUTBREAK, ("4301", "430102", "430105"), at, known),
        "late": lambda: orders.list_late(reach, OUTBREAK, at, known_at=known),
        "raised": lambda: orders.list_raised(actor, OUTBREAK, at, known_at=known),
        "tasks": lambda: tasks,
        "task": lambda: [orders.get_task(reach, row.id, at, known) for row in tasks[:SHOWN]],
        "events": lambda: [orders.list_events(reach, key, known) for key in dispatches],
        "tasks of": lambda: [orders.list_tasks_of(reach, key, at, known) for key in dispatches],
        "statuses": lambda: orders.find_statuses([row.id for row in given], known),
    }


def _told(actor, at, known) -> dict[str, Callable[[], Any]]:
    reach = actor.reach
    sent = letters.list_letters(reach, OUTBREAK, at)
    desk = notices.list_desk(reach, OUTBREAK, at)
    return {
        "letters": lambda: sent,
        "letter": lambda: [letters.get_letter(reach, row.id, at) for row in sent],
        "published": lambda: notices.list_published(at, OUTBREAK),
        "notices": lambda: desk,
        "notice": lambda: [notices.get_desk(reach, row.id, at) for row in desk],
        "deliveries": lambda: [notices.list_deliveries(reach, row.id, at) for row in desk],
        "to play": lambda: notices.list_to_play(reach, at),
        "outlets": lambda: notices.list_outlets(reach, at),
        "clocks": lambda: clocks.list_clocks(
            reach, OUTBREAK, at, states=("missed", "running", "met", "withdrawn")
        ),
        "board": lambda: clocks.read_board(reach, OUTBREAK, at),
        "nudges": lambda: [
            clocks.list_nudges(actor, at, outbreak_id=OUTBREAK, unseen_only=only) for only in (True, False)
        ],
        "unseen": lambda: clocks.count_nudges(actor, at, OUTBREAK),
    }


def _overseen(actor, at, known) -> dict[str, Callable[[], Any]]:
    reach = actor.reach
    inspections = oversight.list_inspections(reach, OUTBREAK, at)
    return {
        "inspections": lambda: inspections,
        "inspection": lambda: [oversight.get_inspection(reach, row.id, at) for row in inspections],
        "visits to make": lambda: oversight.list_visits_to_make(reach, OUTBREAK, at),
        "findings": lambda: oversight.list_findings(reach, OUTBREAK, at, only="all"),
        "oversight": lambda: oversight.count_oversight(reach, OUTBREAK, at),
        "evaluations": lambda: oversight.list_evaluations(reach, OUTBREAK, at),
        "sanctions": lambda: oversight.list_sanctions(actor, OUTBREAK, at),
        "announcements": lambda: oversight.list_announcements(reach, OUTBREAK, at),
    }


def _drawn(actor, at, known) -> dict[str, Callable[[], Any]]:
    reach = actor.reach
    lives = list_lives(reach, OUTBREAK, at, at)
    return {
        "overview": lambda: picture.summarise(reach, OUTBREAK, at, at, live=known is None),
        "map": lambda: picture.list_map_places(reach, OUTBREAK, "district", None, at, at),
        "map venues": lambda: picture.list_map_venues(reach, OUTBREAK, at),
        "place": lambda: picture.get_place_day(reach, OUTBREAK, HOME, at, at),
        "lives": lambda: lives,
        "area": lambda: [get_area(reach, life.key, at, at) for life in lives[:SHOWN]],
    }
