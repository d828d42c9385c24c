"""What a screening at a door says, and what follows from it: events of the ledger, and who is told of what."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from fangxian.engines.problems import Text

ANSWERED, NO_ANSWER, REFUSED = "answered", "no-answer", "refused"
OUTCOMES = (ANSWERED, NO_ANSWER, REFUSED)
"""What became of the knock: somebody opened, nobody did, somebody opened and refused."""

HEALTH, STREET = "health", "street"
DESKS = (HEALTH, STREET)
"""Who is told: the health worker of the district, and the duty office of the street. Never the police."""


class Need(NamedTuple):
    """What a household may need, and which desk sees to it."""

    title: Text
    desk: str


NEEDS = {
    "medicine": Need(Text("药品", "medicine"), HEALTH),
    "dialysis": Need(Text("透析", "dialysis"), HEALTH),
    "treatment": Need(Text("放化疗等定期治疗", "regular treatment, such as chemotherapy"), HEALTH),
    "pregnancy": Need(Text("孕产", "pregnancy or birth"), HEALTH),
    "distress": Need(Text("心理援助", "somebody to talk to"), HEALTH),
    "food": Need(Text("食品和生活物资", "food and supplies"), STREET),
    "infant": Need(Text("婴幼儿用品", "things for an infant"), STREET),
    "child": Need(Text("未成年人需陪护", "a child somebody has to stay with"), STREET),
    "alone": Need(Text("独居需照看", "lives alone, needs looking after"), STREET),
    "disability": Need(Text("残障协助", "help with a disability"), STREET),
    "interpreter": Need(Text("翻译或手语", "an interpreter"), STREET),
}


class Item(NamedTuple):
    """A kind of thing somebody has to answer: what it is called, whose desk, within how many hours."""

    title: Text
    desk: str
    due_hours: float


ITEMS = {
    "danger": Item(Text("暴力或人身危险", "violence or danger"), STREET, 0.25),
    "child-alone": Item(Text("儿童无人照看", "a child alone"), STREET, 0.25),
    "call-duty": Item(Text("请值班室回电", "asks the duty office to call"), STREET, 0.25),
    "symptoms": Item(Text("有症状", "symptoms"), HEALTH, 2.0),
    "care": Item(Text("就医用药需求", "needs care or medicine"), HEALTH, 4.0),
    "supplies": Item(Text("生活需求", "needs supplies or help"), STREET, 12.0),
    "refusal": Item(Text("拒绝排查", "refused"), HEALTH, 24.0),
}
"""Hours are our own planning figures. A refusal goes to a health worker, who talks with people."""

ALARMS = ("danger", "child-alone", "call-duty")
"""What a button at the door tells the duty office at once, at any hour and without a form."""


@dataclass(frozen=True)
class Screened:
    """A screening as told at the door. `members`: who is registered there; `present`, `refusing`: of them.

    `symptoms`: member -> codes of symptoms; `needs`: of the household, codes of `NEEDS`.
    """

    outcome: str
    members: Collection[str]
    present: Collection[str] = ()
    refusing: Collection[str] = ()
    symptoms: Mapping[str, Collection[str]] = field(default_factory=dict)
    needs: Collection[str] = ()


class Said(NamedTuple):
    """An event of the ledger: of a person, or of the door where `person_id` is None."""

    person_id: str | None
    kind: str


class Told(NamedTuple):
    """Something to be answered: of a person, or of the household where `person_id` is None."""

    kind: str
    person_id: str | None
    codes: tuple[str, ...]


def list_faults(told: Screened) -> tuple[str, ...]:
    """Return what contradicts itself in a screening, none where nothing does.

    >>> list_faults(Screened("no-answer", ["ann"], present=["ann"]))
    ('somebody-though-nobody',)
    >>> list_faults(Screened("answered", ["ann"], present=["ann"]))
    ()
    """
    members, present, refusing = set(told.members), set(told.present), set(told.refusing)
    faults = {
        "not-an-outcome": told.outcome not in OUTCOMES,
        "not-of-this-door": not (present | refusing | set(told.symptoms) <= members),
        "somebody-though-nobody": told.outcome != ANSWERED and bool(present),
        "both-here-and-refusing": bool(present & refusing),
        "answers-though-nobody": told.outcome == NO_ANSWER and bool(refusing or told.symptoms or told.needs),
        "not-a-need": not set(told.needs) <= set(NEEDS),
    }
    return tuple(fault for fault, holds in faults.items() if holds)


def list_events(told: Screened) -> tuple[Said, ...]:
    """Return the events of the ledger: the door's first, then one for each member who was met.

    Whoever is present is done, whoever refuses has refused; of the others nothing is said by name.

    >>> list_events(Screened("answered", ["ann", "bo"], present=["ann"]))
    (Said(person_id=None, kind='answered'), Said(person_id='ann', kind='done'))
    """
    here = [Said(one, "done") for one in sorted(set(told.present))]
    refusing = [Said(one, REFUSED) for one in sorted(set(told.refusing))]
    return Said(None, told.outcome), *here, *refusing


def list_items(told: Screened) -> tuple[Told, ...]:
    """Return what somebody has to answer, in the order of `ITEMS`.

    >>> list_items(Screened("refused", ["ann"]))
    (Told(kind='refusal', person_id=None, codes=()),)
    """
    sick = [
        Told("symptoms", one, tuple(sorted(set(codes))))
        for one, codes in sorted(told.symptoms.items())
        if codes
    ]
    by_desk = {
        desk: tuple(sorted(one for one in set(told.needs) if NEEDS[one].desk == desk)) for desk in DESKS
    }
    care = [Told("care", None, by_desk[HEALTH])] if by_desk[HEALTH] else []
    supplies = [Told("supplies", None, by_desk[STREET])] if by_desk[STREET] else []
    refusing: list[str | None] = [*sorted(set(told.refusing))]
    if told.outcome == REFUSED and not refusing:
        refusing = [None]
    return (*sick, *care, *supplies, *(Told("refusal", one, ()) for one in refusing))
