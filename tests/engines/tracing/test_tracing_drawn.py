"""Tracing from simple to hard, each outbreak drawn as text."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from fangxian.engines import tables
from fangxian.engines.plans import TracingRule
from fangxian.engines.tracing import InMemoryPresences, TraceResult, trace
from tests.engines.tracing.drawing import ZONE, clock, drawn

RULE = TracingRule(
    frozenset({"confirmed", "asymptomatic"}), from_days=-2, to_days=None, latent_days=1, min_minutes=5
)
AS_OF = clock(18, day=31)


def ann(**facts: object) -> dict[str, object]:
    return {"case_id": "c1", "person_id": "ann", "reported_on": date(2021, 7, 29)} | facts


def traced(
    drawing: str, rule: TracingRule = RULE, cases: tuple[dict, ...] = (ann(),), **given
) -> TraceResult:
    presences = given.pop("presences", None) or InMemoryPresences(drawn(drawing), ZONE)
    given = {"as_of": AS_OF} | given
    return trace(tables.CASES.rows(cases), rule, timezone=ZONE, presences=presences, **given)


def minutes_by_person(result: TraceResult) -> dict[str, float]:
    return dict(result.exposures.group_by("person_id").agg(pl.col("minutes").sum()).rows())


def test_whoever_shared_the_place_at_the_same_time_is_exposed_for_as_long_as_they_shared_it():
    found = traced("""
        ann   cafe |..####..|
        bo    cafe |....####|
        cem   cafe |......##|
        dora  park |..####..|
    """)
    assert minutes_by_person(found) == {"bo": 60}
    row = found.exposures.row(0, named=True)
    assert (row["via_person_id"], row["case_id"], row["place_id"], row["degree"]) == ("ann", "c1", "cafe", 1)
    assert (row["first_exposed_at"], row["last_exposed_at"]) == (clock(10), clock(11))
    assert row["earliest_infectious_at"] == clock(10, day=29)
    assert row["precision"] == "exact"


def test_the_air_of_a_venue_stays_infectious_for_as_long_as_its_kind_says():
    lingering = replace(RULE, linger_minutes={"": 0, "theatre": 60})
    places = tables.PLACES.rows(
        [{"place_id": "opera", "name": "Opera", "level": "venue", "venue_kind": "theatre"}]
    )
    found = traced(
        """
        ann  opera |##......|
        bo   opera |..####..|
        ann  cafe  |..##....|
        cem  cafe  |....##..|
        """,
        lingering,
        places=places,
    )
    assert minutes_by_person(found) == {"bo": 60}


def test_an_encounter_shorter_than_the_minimum_does_not_count():
    found = traced("ann cafe |##..|\nbo cafe |.###|", replace(RULE, min_minutes=31))
    assert found.exposures.is_empty()
    assert found.venue_exposures["found"].to_list() == [0]


def test_another_session_of_the_same_place_is_another_room_and_an_unknown_session_is_not():
    found = traced("""
        ann   opera |AAAA|
        bo    opera |AAAA|
        cem   opera |BBBB|
        dora  opera |####|
    """)
    assert minutes_by_person(found) == {"bo": 120, "dora": 120}


def test_minutes_before_the_window_after_isolation_and_after_the_moment_judged_do_not_count():
    drawing = "ann cafe |########|\nbo cafe |########|"
    assert minutes_by_person(traced(drawing, cases=(ann(isolated_at=clock(9)),))) == {"bo": 60}
    assert minutes_by_person(
        traced(
            drawing,
            as_of=clock(9, 30, day=28),
            cases=(ann(onset_on=date(2021, 7, 28), reported_on=date(2021, 7, 28)),),
        )
    ) == {"bo": 90}
    assert traced(
        drawing, cases=(ann(onset_on=date(2021, 7, 31)),), as_of=clock(12, day=31)
    ).exposures.is_empty()


def test_the_window_opens_at_local_midnight_so_many_days_before_the_first_known_anchor():
    night = """ann cafe |{0}|\nbo cafe |{0}|""".format("#" * 48)
    onset_two_days_later = ann(onset_on=date(2021, 7, 31))
    assert minutes_by_person(traced(night, cases=(onset_two_days_later,))) == {"bo": 8 * 60}


def test_people_of_one_household_are_exposed_for_the_whole_window_and_the_minutes_are_not_known():
    homes = tables.HOUSEHOLDS.rows([{"person_id": who, "household_id": "h"} for who in ("ann", "bo")])
    found = traced("ann cafe |#|", households=homes, cases=(ann(residence_place_id="430102001"),))
    row = found.exposures.row(0, named=True)
    assert (row["person_id"], row["kind"], row["minutes"], row["precision"]) == (
        "bo",
        "household",
        None,
        "day",
    )
    assert (row["first_exposed_at"], row["last_exposed_at"]) == (clock(0, day=27), AS_OF)
    assert row["place_id"] == "430102001"


def test_a_named_contact_is_exposed_over_days_and_one_outside_the_window_is_said_not_listed():
    contacts = tables.CONTACTS.rows(
        [
            {
                "source_case_id": "c1",
                "person_id": "bo",
                "first_on": date(2021, 7, 20),
                "last_on": date(2021, 7, 28),
            },
            {"source_case_id": "c1", "person_id": "cem", "last_on": date(2021, 7, 26)},
        ]
    )
    found = traced("ann cafe |#|", contacts=contacts)
    row = found.exposures.row(0, named=True)
    assert found.exposures.height == 1
    assert (row["person_id"], row["kind"], row["minutes"], row["precision"]) == ("bo", "named", None, "day")
    assert (row["first_exposed_at"], row["last_exposed_at"]) == (clock(0, day=27), clock(0, day=29))
    assert found.remarks[0].en.startswith("1 named contacts met their case outside")


def test_without_any_presence_the_named_contacts_and_households_still_count():
    contacts = tables.CONTACTS.rows(
        [{"source_case_id": "c1", "person_id": "bo", "last_on": date(2021, 7, 28)}]
    )
    found = trace(tables.CASES.rows([ann()]), RULE, as_of=AS_OF, timezone=ZONE, contacts=contacts)
    assert found.exposures["person_id"].to_list() == ["bo"]
    assert found.venue_exposures.is_empty()


def test_a_contact_passes_it_on_only_once_the_latent_period_is_over():
    found = traced(
        """
        ann  cafe |##{0}..|
        bo   cafe |##{0}..|
        bo   park |..{1}##|
        cem  park |..{1}##|
        dora park |..##{2}|
        bo   park |..##{2}|
        """.format("." * 48, "." * 48, "." * 48),
        replace(RULE, degrees=2),
    )
    degrees = dict(found.exposures.select("person_id", "degree").rows())
    assert degrees == {"bo": 1, "cem": 2}
    second = found.exposures.filter(degree=2).row(0, named=True)
    assert (second["via_person_id"], second["case_id"]) == ("bo", "c1")


def test_someone_met_by_case_and_by_contact_is_listed_once_at_degree_one():
    found = traced(
        "ann cafe |####|\nbo cafe |####|\ncem cafe |####|", replace(RULE, degrees=2, latent_days=0)
    )
    assert found.exposures.select("person_id", "degree").unique().sort("person_id").rows() == [
        ("bo", 1),
        ("cem", 1),
    ]


def test_a_counted_case_is_nobodys_contact():
    bo = {"case_id": "c2", "person_id": "bo", "reported_on": date(2021, 7, 29)}
    found = traced("ann cafe |####|\nbo cafe |####|\ncem cafe |####|", cases=(ann(), bo))
    assert found.exposures.select("person_id", "via_person_id").rows() == [("cem", "ann"), ("cem", "bo")]


def test_a_discarded_case_releases_what_rested_on_it_alone():
    bo = {"case_id": "c2", "person_id": "bo", "reported_on": date(2021, 7, 29), "kind": "discarded"}
    found = traced("ann cafe |####|\ncem cafe |####|\nbo park |####|\ndora park |####|", cases=(ann(), bo))
    assert found.exposures["person_id"].to_list() == ["cem"]


def test_a_case_not_yet_reported_at_the_moment_known_exposes_nobody():
    found = traced("ann cafe |####|\nbo cafe |####|", known_at=clock(12, day=28))
    assert found.exposures.is_empty()


def test_a_day_known_alone_is_an_interval_of_a_day_and_never_an_invented_time():
    stays = tables.PRESENCES.rows(
        [
            {"person_id": "ann", "place_id": "cafe", "arrive_at": clock(9), "leave_at": clock(10)},
            {"person_id": "bo", "place_id": "cafe", "arrive_at": clock(15), "precision": "day"},
            {"person_id": "cem", "place_id": "cafe", "arrive_at": clock(9, 30)},
            {
                "person_id": "dora",
                "place_id": "cafe",
                "arrive_at": clock(9),
                "leave_at": clock(12),
                "precision": "window",
            },
        ]
    )
    found = traced("", presences=InMemoryPresences(stays, ZONE)).exposures
    assert found.select("person_id", "minutes", "precision").rows() == [
        ("bo", 60, "day"),
        ("cem", 30, "window"),
        ("dora", 60, "window"),
    ]


def test_a_venue_without_a_list_has_unknown_attendees_and_one_with_a_list_does_not():
    ann, bo = (
        "ann opera |##|\nann cafe |..##|\nann boat |....##|\nann tea |......##|",
        "bo cafe |..##|\nbo tea |......##|",
    )
    stays = pl.concat([drawn(ann), drawn(bo)])
    interviewed = stays.with_columns(source=pl.when(pl.col("person_id") == "ann").then(pl.lit("interview")))
    lists = {"opera": True, "tea": False}
    register = tables.PLACES.rows(
        [{"place_id": key, "name": key, "level": "venue", "has_list": kept} for key, kept in lists.items()]
    )
    venues = traced("", presences=InMemoryPresences(interviewed, ZONE), places=register).venue_exposures
    assert venues.select("place_id", "found", "unknown_attendees").rows() == [
        ("boat", 0, True),
        ("cafe", 1, False),
        ("opera", 0, False),
        ("tea", 1, True),
    ]


def test_the_score_weighs_minutes_by_the_venue_and_by_how_infectious_the_case_was_that_day():
    rule = replace(RULE, venue_factor={"": 1, "bar": 2}, infectiousness={-2: 0.5, -1: 1.5, 0: 0.1})
    places = tables.PLACES.rows([{"place_id": "bar", "name": "Bar", "level": "venue", "venue_kind": "bar"}])
    # Reported on the 29th: the 27th weighs 0.5, the 28th 1.5, the 29th 0.1. The stay runs over midnight.
    night = "." * 30 + "####" + ".."
    found = traced(f"ann bar |{night}|\nbo bar |{night}|", rule, places=places)
    assert minutes_by_person(found) == {"bo": 120}
    assert found.exposures["score"].to_list() == [2 * (60 * 1.5 + 60 * 0.1)]


def test_a_threshold_and_a_budget_keep_the_highest_scores_and_say_so_in_both_languages():
    drawing = "ann cafe |######|\nbo cafe |######|\ncem cafe |###...|\ndora cafe |##....|\neve cafe |#.....|"
    found = traced(drawing, replace(RULE, score_threshold={1: 60}, budget={1: 2}))
    assert found.exposures["person_id"].to_list() == ["bo", "cem"]
    assert [remark.en for remark in found.remarks] == [
        "Degree 1: 1 people scored below the threshold of 60 and are not listed.",
        "Degree 1: the budget of 2 people is used up; 1 more are not listed. The lowest score listed is 90.0.",
    ]
    assert all("第 1 层" in remark.zh for remark in found.remarks)


def test_two_cases_leave_one_row_each_so_that_losing_one_keeps_the_other():
    bo = {"case_id": "c2", "person_id": "bo", "reported_on": date(2021, 7, 29)}
    found = traced("ann cafe |####|\nbo cafe |##..|\ncem cafe |####|", cases=(ann(), bo))
    assert found.exposures.select("case_id", "minutes").rows() == [("c1", 120), ("c2", 60)]


def test_the_end_of_a_rule_of_days_closes_the_window():
    later = clock(0, day=28) + timedelta(days=20)
    found = traced("ann cafe |####|\nbo cafe |####|", replace(RULE, to_days=-2), as_of=later)
    assert found.exposures.is_empty()


def test_the_example_of_the_docs_is_true():
    page = (Path(__file__).parents[3] / "docs/concepts/tracing.md").read_text("utf-8")
    block = page.split("```")[1]
    drawing = "\n".join(line[: line.rindex("|") + 1] for line in block.splitlines() if "|" in line)
    rule = replace(RULE, linger_minutes={"": 30})
    assert minutes_by_person(traced(drawing, rule)) == {"bo": 90, "cem": 30}
    assert minutes_by_person(traced(drawing, rule, cases=(ann(isolated_at=clock(10, 30)),))) == {"bo": 30}


def test_whoever_the_register_lacks_is_asked_for_and_nobody_else():
    """A thousand cases, every second one in the register: a mask may not slip against what it masks."""
    people = [f"p{number:04}" for number in range(1_000)]
    cases = tuple(ann(case_id=f"c-{who}", person_id=who) for who in people)
    listed = tables.HOUSEHOLDS.rows([{"person_id": who, "household_id": f"h-{who}"} for who in people[::2]])
    asked: list[str] = []

    def find(wanted: list[str]) -> pl.DataFrame:
        asked.extend(wanted)
        return tables.HOUSEHOLDS.empty()

    traced("", cases=cases, households=listed, find_households=find)
    assert asked == people[1::2]
