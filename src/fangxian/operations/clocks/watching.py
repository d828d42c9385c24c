"""What an outbreak's clocks run for: cases, contacts found together, offices with an order."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from fangxian.engines.plans import DONE_PREFIX, ClockRule, nearest_level
from fangxian.engines.problems import Text
from fangxian.engines.timing import Happened, Subject
from fangxian.operations.accounts.queries import office_ids, staffed_offices
from fangxian.operations.cases.milestones import Milestone, list_milestones
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.chunks import in_chunks
from fangxian.operations.contacts.found import list_found
from fangxian.operations.orders.paces import Pace, list_paces
from fangxian.operations.people.queries import persons_frame
from fangxian.operations.places.paths import Step, list_paths
from fangxian.operations.places.reach import Reach

COMMAND = "command_office"
_ORDER_EVENTS = {
    "acknowledged": ("order_acknowledged",),
    "done": ("order_done",),
    "extended": ("order_issued",),
    "blocked": ("withdrawn",),
    # Whoever said that it cannot has answered: only the work is owed anew.
    "insisted": ("order_issued", "order_acknowledged"),
}
"""What an event of an order is to its clocks."""
_ANSWERS = ("acknowledged", "blocked")

Offices = Mapping[tuple[str, str, str], Sequence[Pace]]
"""(measure, place, department) -> the orders that office has of it."""


@dataclass(frozen=True)
class Watched:
    """One subject with the office that answers, and how it is called."""

    subject: Subject
    about: Text
    place_id: str
    department: str
    owner_id: str | None = None
    case_id: str = ""
    order_id: UUID | None = None
    dispatch_id: UUID | None = None
    parent_id: UUID | None = None


@dataclass(frozen=True)
class Watch:
    """Looks at one outbreak as of one moment. The whole is read: what was late upstream may lie elsewhere."""

    outbreak: OutbreakRow
    rules: tuple[ClockRule, ...]
    now: datetime

    @cached_property
    def whole(self) -> Reach:
        """Everything the outbreak concerns."""
        return Reach(frozenset({self.outbreak.place_id}))

    @cached_property
    def staffed(self) -> set[str]:
        """The offices in which somebody serves."""
        return staffed_offices(self.now)

    @cached_property
    def ordered(self) -> Offices:
        """The orders that stop a clock of a case or of contacts."""
        measures = {measure for rule in self.rules for measure in rule.measures}
        found: dict[tuple[str, str, str], list[Pace]] = defaultdict(list)
        for pace in list_paces(self.whole, self.outbreak.id, self.now, measures=measures, open_only=False):
            found[pace.measure, pace.place_id, pace.department].append(pace)
        return found

    def of(self, kind: str) -> tuple[ClockRule, ...]:
        """The clocks of one kind of subject."""
        return tuple(rule for rule in self.rules if rule.of == kind)


def watch_cases(watch: Watch) -> list[Watched]:
    """Return the cases, once per clock: each clock may be answered by another office."""
    cases, rules = list_milestones(watch.outbreak.id, watch.now), watch.of("case")
    places = {case.place_id or watch.outbreak.place_id for case in cases}
    paths = list_paths(places)
    answering = _answering(rules, {place: paths.get(place, ()) for place in places})
    staffed = _staffed(watch, answering.values())
    return [
        _case(watch, rule, case, office, office in staffed)
        for case in cases
        for rule in rules
        if (office := answering[rule.id, case.place_id or watch.outbreak.place_id]) is not None
    ]


def watch_contacts(watch: Watch) -> list[Watched]:
    """Return the contacts, those found together for one office as one: nobody is named."""
    rules = watch.of("contacts")
    if not rules:
        return []
    found = list_found(watch.outbreak.id, watch.now)
    homes = _homes([one.person_id for one in found], watch.now)
    seats = {one.person_id: homes.get(one.person_id) or one.place_id for one in found}
    at = {one.person_id: seats[one.person_id] or watch.outbreak.place_id for one in found}
    paths = list_paths(at.values())
    answering = _answering(rules, {place: paths.get(place, ()) for place in at.values()})
    groups: dict[tuple[str, tuple[str, str], datetime], list[str]] = defaultdict(list)
    for one in found:
        for rule in rules:
            office = answering[rule.id, at[one.person_id]]
            if office is not None:
                groups[rule.id, office, one.found_at].append(one.case_id)
    staffed = _staffed(watch, answering.values())
    by_id = {rule.id: rule for rule in rules}
    return [
        _contacts(watch, by_id[rule_id], office, found_at, cases, office in staffed)
        for (rule_id, office, found_at), cases in groups.items()
    ]


def watch_orders(watch: Watch, reach: Reach, *, open_only: bool = True) -> list[Watched]:
    """Return the offices within reach that have an order, but for orders another clock counts already."""
    if not watch.of("order"):
        return []
    counted = {measure for rule in watch.rules for measure in rule.measures}
    paces = list_paces(reach, watch.outbreak.id, watch.now, open_only=open_only)
    return [_order(watch, pace, pace.measure in counted) for pace in paces]


def _case(watch: Watch, rule: ClockRule, case: Milestone, office: tuple[str, str], staffed: bool) -> Watched:
    reported = min(case.reported_known_at, _end_of(case, watch.outbreak.timezone))
    events = [Happened("case_reported", reported, case.reported_known_at)]
    marks = (
        ("case_sampled", case.sampled_at, case.sampled_known_at),
        ("case_result", case.result_at, None),
        ("case_isolated", case.isolated_at, None),
        ("withdrawn", case.withdrawn_at, None),
    )
    events += [Happened(kind, at, known_at) for kind, at, known_at in marks if at is not None]
    about = Text(f"第 {case.number} 例", f"Case {case.number}")
    start = next((one.at for one in events if one.kind == rule.starts), reported)
    subject, pace = _ordered(watch, rule, Subject(case.case_id, "case", tuple(events)), office, start)
    return _watched(subject, about, office, staffed, pace, case_id=case.case_id)


def _contacts(
    watch: Watch,
    rule: ClockRule,
    office: tuple[str, str],
    found_at: datetime,
    cases: Sequence[str],
    staffed: bool,
) -> Watched:
    key = f"{office[0]}@{found_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    events = (Happened("contacts_found", found_at),)
    upstream = tuple(sorted(set(cases)))
    about = _called(len(cases))
    subject = Subject(key, "contacts", events, upstream=upstream)
    subject, pace = _ordered(watch, rule, subject, office, found_at)
    return _watched(subject, about, office, staffed, pace)


def _ordered(
    watch: Watch, rule: ClockRule, subject: Subject, office: tuple[str, str], start: datetime
) -> tuple[Subject, Pace | None]:
    """Add what the office's orders say: since when it has one, when it answered, when it was done."""
    events, answers, paces = list(subject.events), list[datetime](), list[Pace]()
    for measure in rule.measures:
        for pace in watch.ordered.get((measure, *office), ()):
            paces.append(pace)
            events += [Happened(f"{DONE_PREFIX}{measure}", at) for kind, at in pace.events if kind == "done"]
            answers += [at for kind, at in pace.events if kind == "acknowledged"]
    answered = min((at for at in answers if at >= start), default=max(answers, default=None))
    ordered = min((pace.issued_at for pace in paces), default=None)
    changed = replace(
        subject, events=tuple(events), acknowledged_at=answered, ordered_at=ordered, rule=rule.id
    )
    return changed, max(paces, key=lambda pace: pace.issued_at, default=None)


def _watched(
    subject: Subject,
    about: Text,
    office: tuple[str, str],
    staffed: bool,
    pace: Pace | None,
    case_id: str = "",
) -> Watched:
    owner_id = pace.owner_id if pace else None
    return Watched(
        subject=replace(subject, staffed=staffed or owner_id is not None),
        about=about,
        place_id=office[0],
        department=office[1],
        owner_id=owner_id,
        case_id=case_id,
        order_id=pace.order_id if pace else None,
        dispatch_id=pace.dispatch_id if pace else None,
        parent_id=pace.parent_id if pace else None,
    )


def _order(watch: Watch, pace: Pace, counted: bool) -> Watched:
    events = [Happened("order_issued", pace.issued_at)]
    events += [Happened(one, at) for kind, at in pace.events for one in _ORDER_EVENTS.get(kind, ())]
    if pace.ends_at is not None:
        events.append(Happened("withdrawn", pace.ends_at))
    given_at = max([pace.issued_at, *(at for kind, at in pace.events if kind == "extended")])
    answers = [at for kind, at in pace.events if kind in _ANSWERS and at >= given_at]
    return Watched(
        subject=Subject(
            id=str(pace.dispatch_id),
            of="order",
            events=tuple(events),
            # Who only passes it on owes an answer; the work is owed by those below, and counted there.
            due_at=pace.due_at if pace.works and not counted else None,
            hours=max((pace.due_at - pace.issued_at) / timedelta(hours=1), 0),
            acknowledged_at=min(answers, default=None),
            staffed=pace.office_id in watch.staffed or pace.owner_id is not None,
        ),
        about=pace.title,
        place_id=pace.place_id,
        department=pace.department,
        owner_id=pace.owner_id,
        order_id=pace.order_id,
        dispatch_id=pace.dispatch_id,
        parent_id=pace.parent_id,
    )


def _end_of(case: Milestone, timezone: str) -> datetime:
    """The midnight that ends the day of the report: it may have come at 23:59."""
    begins = datetime.combine(case.reported_on + timedelta(days=1), time(), ZoneInfo(timezone))
    return begins.astimezone(UTC)


def _homes(people: Sequence[str], at: datetime) -> dict[str, str]:
    homes: dict[str, str] = {}
    for some in in_chunks(people):
        frame = persons_frame(some, at).select("person_id", "residence_place_id").drop_nulls()
        homes |= dict(frame.rows())
    return homes


def _answering(
    rules: Iterable[ClockRule], paths: Mapping[str, Sequence[Step]]
) -> dict[tuple[str, str], tuple[str, str] | None]:
    """(clock, place) -> (place, department) of the office that answers there."""
    return {
        (rule.id, place): (_at_level(rule.level, path), rule.department) if path else None
        for rule in rules
        for place, path in paths.items()
    }


def _at_level(level: str, path: Sequence[Step]) -> str:
    """The place on the way up that does the work of a level; a tree without venues has the same levels."""
    tree = [step for step in path if step.level != "venue"] or list(path)
    if level == "here":
        return tree[0].place_id
    nearest = nearest_level(level, [step.level for step in reversed(tree)])
    return next(step.place_id for step in tree if step.level == nearest)


def _staffed(watch: Watch, offices: Iterable[tuple[str, str] | None]) -> set[tuple[str, str]]:
    there = office_ids({office for office in offices if office is not None})
    return {office for office, key in there.items() if key in watch.staffed}


def _called(contacts: int) -> Text:
    return Text(f"{contacts} 名密切接触者", "1 contact" if contacts == 1 else f"{contacts} contacts")
