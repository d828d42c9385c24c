"""What a rehearsal assumes where neither the plan nor the disease says it: every figure can be set, each says where from."""

from dataclasses import dataclass, field, fields, replace

from fangxian.engines.problems import Problem, Text

_PLANNING = "planning figure, no text found; the command sets it"


def _figure(value: float, source: str = _PLANNING) -> float:
    return field(default=value, metadata={"source": source})


@dataclass(frozen=True)
class Assumptions:
    """Shares, hours, days, people and money; the metadata of each field says its source.

    `signing_hours` from a proposal to its second signature; `accepted` share of proposals signed; `done_share` of the
    time up to its deadline in which an order is done. `ask_before`, `ask_after`: share of the ill who ask for a test
    before and after the outbreak is known; `ask_days` median days after onset. `found_*`: share of contacts found.
    `at_work`, `at_school`: how close a contact there is, against one at a venue. `tubes_a_day`,
    `tracing_teams` for a million people; `interviews_a_day`: cases that one team interviews.
    `r0`: how many others one case infects where nothing is done, 0: as the disease pack has it.
    `arrivals_a_day`: infected people who come into the city; `leave_a_day`: share of the infectious who leave it in a
    day; `checked`: share of those who arrive that a checkpoint samples.
    """

    signing_hours: float = _figure(2.0)
    accepted: float = _figure(1.0)
    done_share: float = _figure(0.5)
    ask_before: float = _figure(0.35)
    ask_after: float = _figure(0.8)
    ask_days: float = _figure(2.0)
    result_hours: float = _figure(12.0, "the report: 12 h from the first sample to its result")
    found_household: float = _figure(1.0, "the household register")
    found_work: float = _figure(0.95)
    found_school: float = _figure(0.95)
    found_venue: float = _figure(0.6)
    found_site: float = _figure(0.9)
    at_work: float = _figure(1.5)
    at_school: float = _figure(1.5)
    site_contacts: float = _figure(4.0, "queues at 1 m: two before and two behind; an assumption")
    participation: float = _figure(0.97)
    tubes_a_day: float = _figure(
        40_000.0, "Zhangjiajie, 1.5 million people: from 20,000 to 110,000 tubes a day"
    )
    tracing_teams: float = _figure(
        160.0,
        "Wuhan, 11 million people: more than 1,800 teams of five, WHO-China joint mission, February 2020",
    )
    interviews_a_day: float = _figure(1.0)
    r0: float = _figure(0.0, "the disease pack, unless it is set: by a fit, or by hand")
    arrivals_a_day: float = _figure(0.0, "nobody comes infected unless it is set")
    leave_a_day: float = _figure(0.0, "nobody leaves infected unless it is set")
    checked: float = _figure(0.5)
    rooms: float = _figure(20_000.0)
    schools_open: float = _figure(1.0)
    vaccinated: float = _figure(0.6, "share of adults; the synthetic register's own figure")
    price_test: float = _figure(20.0)
    price_room: float = _figure(200.0)
    price_staff_hour: float = _figure(30.0)

    def with_set(self, given: dict[str, float]) -> "Assumptions":
        """Return these assumptions with some figures set.

        Raises:
            Problem: no figure has such a name.

        >>> Assumptions().with_set({"signing_hours": 6.0}).signing_hours
        6.0
        """
        known = {one.name for one in fields(self)}
        for name in given:
            if name not in known:
                raise _no_such_figure(name, sorted(known))
        return replace(self, **given)


def _no_such_figure(name: str, known: list[str]) -> Problem:
    return Problem(
        "no-such-assumption",
        Text(f"推演没有名为 {name} 的参数。", f"A rehearsal has no figure called {name}."),
        Text(f"可设: {', '.join(known)}。", f"These can be set: {', '.join(known)}."),
        Text("请改正 --set。", "Correct --set."),
    )
