"""Replay of every list: what is answered as known at an hour is what was answered live at that hour, field by field."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fangxian.engines.problems import Problem
from fangxian.operations.areas.queries import list_areas, list_measures
from fangxian.operations.cases.queries import (
    get_outbreak,
    list_case_history,
    list_cases,
    list_outbreaks,
    list_stays,
    list_unresolved_stays,
)
from fangxian.operations.cases.reports import StayGiven
from fangxian.operations.cases.services import correct_case, discard_case, merge_cases
from fangxian.operations.contacts.groups import Asked, count_groups, list_groups, list_people
from fangxian.operations.contacts.queries import list_exposed_places, list_exposures, list_visits
from fangxian.operations.decisions.queries import get_proposal, list_decided, list_waiting
from fangxian.operations.follow_ups.queries import (
    count_follow_ups,
    count_missed_days,
    decided_people,
    decisions_of,
    get_follow_up,
    list_attendances,
    list_flags,
    list_follow_ups,
    list_missed_days,
    list_venues,
)
from fangxian.operations.follow_ups.services import (
    CheckGiven,
    acknowledge_flag,
    check,
    decide,
    release,
    settle_flag,
)
from fangxian.operations.orders.proofs import ProofGiven
from fangxian.operations.orders.queries import list_my_tasks
from fangxian.operations.orders.services import acknowledge, complete
from fangxian.operations.people.queries import list_identities
from fangxian.operations.people.services import correct_identity, erase_person
from fangxian.operations.picture import (
    epidemic_curve,
    get_place_day,
    list_map_places,
    list_map_venues,
    summarise,
)
from fangxian.operations.restrictions import services as restrictions
from fangxian.operations.restrictions.queries import get_restriction, get_slip, list_restrictions
from fangxian.operations.signing import reject

OUTBREAK = "tiny"
HOMES = ("430102003001", "430102003002", "430105001004")
ONLY = ("", "open", "due_today", "missed", "red", "to_release", "closed")
PROOFS = {
    "tap": {},
    "count": {"count": 12},
    "list": {"items": ["gate 1"]},
    "location": {"lat": 28.2, "lon": 113.0},
}


def snapshot(actor, at) -> dict[str, Any]:
    """Everything a reader is answered of the hour `at`, by the name of the list."""
    reach = actor.reach
    cases = list_cases(reach, OUTBREAK, at)
    waiting = list_waiting(actor, OUTBREAK, at)
    decided = list_decided(actor, OUTBREAK, known_at=at)
    bound = list_restrictions(reach, OUTBREAK, at, at)
    followed = {only: list_follow_ups(reach, OUTBREAK, at, only=only) for only in ONLY}
    asked = Asked(reach, OUTBREAK, at, decided_people(OUTBREAK, at))
    groups = list_groups(asked, 0, 50)
    people = [person.person_id for group in groups for person in list_people(asked, group.key, 0, 50)]
    answers: dict[str, Callable[[], Any]] = {
        "outbreaks": lambda: list_outbreaks(reach, at),
        "outbreak": lambda: get_outbreak(reach, OUTBREAK, at),
        "stays": lambda: [list_stays(reach, row.id, at) for row in cases],
        "unresolved": lambda: list_unresolved_stays(reach, OUTBREAK, at),
        "histories": lambda: [list_case_history(reach, row.id, at) for row in cases],
        "identities": lambda: list_identities(reach, [row.person_id for row in cases], at),
        "exposures": lambda: list_exposures(reach, OUTBREAK, at),
        "exposed places": lambda: list_exposed_places(reach, OUTBREAK, at),
        "visits": lambda: list_visits(reach, OUTBREAK, "v-teahouse", at),
        "totals": lambda: count_groups(asked),
        "people of groups": lambda: [list_people(asked, group.key, 0, 50) for group in groups],
        "areas": lambda: list_areas(reach, OUTBREAK, at, at),
        "measures": lambda: list_measures(reach, OUTBREAK, at, at, lapsed=True),
        "proposals": lambda: [get_proposal(actor, row.id, at) for row in (*waiting, *decided)],
        "restriction": lambda: [get_restriction(reach, row.key, at) for row in bound],
        "slips": lambda: [get_slip(reach, row.key, at) for row in bound],
        "follow-up counts": lambda: count_follow_ups(reach, OUTBREAK, at),
        "follow-up": lambda: [get_follow_up(reach, row.key, at) for row in followed[""].rows],
        "flags": lambda: [list_flags(reach, OUTBREAK, at, open_only=only) for only in (True, False)],
        "missed": lambda: list_missed_days(reach, OUTBREAK, at),
        "missed counts": lambda: count_missed_days(reach, OUTBREAK, at),
        "decided for": lambda: decisions_of(reach, OUTBREAK, people, at),
        "venues": lambda: list_venues(reach, OUTBREAK, at),
        "attendances": lambda: [
            list_attendances(reach, OUTBREAK, at, only=only)
            for only in ("waiting", "confirmed", "rejected", "")
        ],
        "overview": lambda: summarise(reach, OUTBREAK, at, at),
        "curve": lambda: epidemic_curve(reach, OUTBREAK, at),
        "map": lambda: list_map_places(reach, OUTBREAK, "district", None, at, at),
        "map venues": lambda: list_map_venues(reach, OUTBREAK, at),
        "place": lambda: get_place_day(reach, OUTBREAK, "430102003001", at, at),
    }
    whole = {"cases": cases, "waiting": waiting, "decided": decided, "bound": bound, "groups": groups}
    return whole | {"followed": followed} | {name: answer() for name, answer in answers.items()}


class Work:
    """What a day may bring, each as an act by its name; what cannot be done now is left."""

    def __init__(self, desk) -> None:
        self.desk, self.cast, self.clock = desk, desk.cast, desk.clock
        self.reported: list[str] = []
        self.people: list[str] = []

    def report(self, step: int) -> None:
        stay = StayGiven(
            self.clock.now() - timedelta(hours=9),
            self.clock.now() - timedelta(hours=8),
            "exact",
            "v-teahouse",
        )
        self.reported.append(
            self.desk.report(f"p{step}", home=HOMES[step % 3], friends=(f"f{step}",), stays=(stay,))
        )
        self.people += [f"f{step}"]

    def correct(self, step: int) -> None:
        changes = {"onset_on": self.clock.now().date() - timedelta(days=step % 5)}
        correct_case(
            self.cast.commander, self.clock, case_id=self.reported[-1], changes=changes, reason="asked"
        )

    def convert(self, step: int) -> None:
        kind = "asymptomatic" if step % 2 else "confirmed"
        correct_case(
            self.cast.commander, self.clock, case_id=self.reported[0], changes={"kind": kind}, reason="doctor"
        )

    def discard(self, step: int) -> None:
        discard_case(self.cast.commander, self.clock, case_id=self.reported.pop(), reason="mixed-up tubes")

    def merge(self, step: int) -> None:
        losing = self.reported.pop()
        merge_cases(
            self.cast.commander, self.clock, from_id=losing, into_id=self.reported[0], reason="one person"
        )

    def respond(self, step: int) -> None:
        self.desk.respond()

    def sign_one(self, step: int) -> None:
        self.desk.sign([row for row in self.desk.waiting() if row.can_sign][:1])

    def sign_alone(self, step: int) -> None:
        waiting = [row for row in self.desk.waiting("restriction") if row.can_sign][:1]
        self.desk.sign(waiting, alone=True, reason="nobody else is reachable")

    def sign_rest(self, step: int) -> None:
        self.desk.sign(self.desk.waiting()[-1:], actor=self.cast.city_cdc)

    def sign_all(self, step: int) -> None:
        self.desk.sign_all()

    def reject(self, step: int) -> None:
        waiting = self.desk.waiting()[step % 3 :][:1]
        reject(self.cast.commander, self.clock, proposal_ids=[row.id for row in waiting], reason="experts")

    def acknowledge(self, step: int) -> None:
        task = list_my_tasks(self.cast.community_worker, self.clock.now())[0]
        acknowledge(self.cast.community_worker, self.clock, dispatch_id=task.dispatch_id)

    def complete(self, step: int) -> None:
        task = list_my_tasks(self.cast.community_worker, self.clock.now())[0]
        proof = ProofGiven(task.proof, PROOFS[task.proof])
        complete(self.cast.community_worker, self.clock, task_id=task.id, proof=proof)

    def serve(self, step: int) -> None:
        restrictions.serve(self.cast.commander, self.clock, key=self._bound()[0].key)

    def appeal(self, step: int) -> None:
        restrictions.appeal(self.cast.commander, self.clock, key=self._bound()[0].key, text="I was elsewhere")

    def free(self, step: int) -> None:
        restrictions.release(self.cast.commander, self.clock, key=self._bound()[0].key, reason="wrong person")

    def follow(self, step: int) -> None:
        acts = ("advise", "observe")
        decide(
            self.cast.commander,
            self.clock,
            outbreak_id=OUTBREAK,
            act=acts[step % 2],
            people=tuple(self.people),
            measure="",
            reason="named",
        )

    def check(self, step: int) -> None:
        symptoms = ("fever",) if step % 2 else ()
        found = CheckGiven(channel="call", result="symptoms" if symptoms else "well", symptoms=symptoms)
        check(self.cast.commander, self.clock, follow_up=self._followed()[0].key, given=found)

    def see_flag(self, step: int) -> None:
        acknowledge_flag(self.cast.commander, self.clock, flag_id=self._flags()[0].id)

    def settle(self, step: int) -> None:
        settle_flag(
            self.cast.commander,
            self.clock,
            flag_id=self._flags()[0].id,
            outcome="well",
            note="measured again",
        )

    def let_go(self, step: int) -> None:
        key = self._followed()[0].key
        release(self.cast.commander, self.clock, follow_up=key, reason="moved away", early=True)

    def rename(self, step: int) -> None:
        key = f"p{step % 3}"
        correct_identity(self.cast.commander, self.clock, key=key, reason="misheard", full_name="合成丙")

    def _bound(self):
        return list_restrictions(self.cast.commander.reach, OUTBREAK, self.clock.now(), self.clock.now())

    def _followed(self):
        return list_follow_ups(self.cast.commander.reach, OUTBREAK, self.clock.now()).rows

    def _flags(self):
        return list_flags(self.cast.commander.reach, OUTBREAK, self.clock.now())


ACTS = tuple(name for name, act in vars(Work).items() if callable(act) and not name.startswith("_"))
DAY = ("report", "respond", "sign_all", "follow", "check")


def live_through(desk, names) -> list[tuple[Any, Any, dict[str, Any]]]:
    """Do one thing after another and photograph each hour, live."""
    work, taken = Work(desk), []
    for step, name in enumerate(names):
        desk.clock.advance(timedelta(minutes=37 + 11 * step))
        try:
            with transaction.atomic():
                getattr(work, name)(step)
        except (Problem, IndexError):
            pass
        # The readers take turns: one with the whole tree, one with a community.
        reader = (desk.cast.commander, desk.cast.community_worker)[step % 3 == 2]
        taken.append((reader, desk.clock.now(), snapshot(reader, desk.clock.now())))
    return taken


def differences(taken) -> list[str]:
    """Name each list that a replay of its hour answers differently."""
    found = []
    for reader, at, live in taken:
        again = snapshot(reader, at)
        found += [
            f"{reader.role} {at:%H:%M} {name}: live {live[name]} replay {again[name]}"
            for name in live
            if live[name] != again[name]
        ]
    return found


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(ACTS), min_size=3, max_size=8))
def test_every_list_as_known_at_an_hour_is_what_it_was_live_at_that_hour(desk, acts):
    with transaction.atomic():
        taken = live_through(desk, (*DAY, *acts))
        assert differences(taken) == []
        transaction.set_rollback(True)


def test_a_day_that_brings_everything_is_replayed_as_it_was(desk):
    again = ("report", "respond", "sign_alone", "sign_one", "reject", "discard", "respond")
    acts = ("serve", "appeal", "acknowledge", "complete", "see_flag", "settle", "let_go", "free", "rename")
    assert differences(live_through(desk, (*DAY, *acts, *again))) == []


def test_after_a_lawful_erasure_the_past_stays_and_the_name_is_gone(desk):
    work = Work(desk)
    work.report(0)
    then, reader = desk.clock.now(), desk.cast.commander
    live = snapshot(reader, then)
    desk.clock.advance(timedelta(hours=5))
    erase_person(desk.cast.commander, desk.clock, key="p0", reason="asked for it")
    again = snapshot(reader, then)
    assert [row.name for row in live["cases"]] == ["合成p0"]
    assert [row.name for row in again["cases"]] == [""]
    assert again["identities"]["p0"].erased
    assert again["curve"] == live["curve"]
