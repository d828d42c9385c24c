"""From people's own files to a situation: what does not fit is listed by line, never dropped or guessed."""

from pathlib import Path

import pytest

from fangxian.engines import tables
from fangxian.engines.problems import Problem
from fangxian.stores.gathering import Gathered
from fangxian.stores.gathering.files import FileChoices, gather_files

TREE = """code,name,level,parent,population,lat,lon
n,Northland,country,,,52.0,5.0
h,Harbour,town,n,,52.1,5.1
w1,Dock,ward,h,21000,52.1,5.1
w2,Quay,ward,h,20000,52.1,5.1
"""
CASES = "case_id,person_id,reported_on,residence_place_id\nc1,ann,2021-07-29,w1\n"


@pytest.fixture
def gather(tmp_path: Path):
    """Write the files given by keyword and gather them; other keywords are choices as they are."""

    def gathered(as_of: str | None = "2021-07-30T18:00+02:00", **given: str) -> Gathered:
        chosen: dict[str, object] = {"as_of": as_of}
        for name, text in {"cases": CASES, **given}.items():
            chosen[name] = text
            if "\n" in text:
                chosen[name] = tmp_path / f"{name}.csv"
                (tmp_path / f"{name}.csv").write_text(text, "utf-8")
        return gather_files(FileChoices(**chosen), lambda _: None)  # type: ignore[arg-type]

    return gathered


def refused(gathered: Gathered) -> list[tuple[object, ...]]:
    """File, line, column and value of every rejected row."""
    return gathered.rejected.select("file", "line", "column", "value").rows()


def balance(gathered: Gathered, table: str) -> tuple[int, int, int, int]:
    """Rows read, accepted, duplicate and rejected."""
    (one,) = [account for account in gathered.inputs if account.table == table]
    return one.read, one.accepted, one.duplicate, one.rejected


def test_a_tree_of_codes_and_parents_is_taken_as_the_guide_writes_it(gather) -> None:
    found = gather(places=TREE)
    assert refused(found) == []
    assert tables.levels_of(found.places) == ("country", "town", "ward")
    assert dict(found.places.select("place_id", "parent_id").iter_rows())["w2"] == "h"


@pytest.mark.parametrize(
    "head", ["code,name,level,parent", "place_id,name,level,parent_id", "代码,名称,级别,上级"]
)
def test_a_place_whose_parent_is_nowhere_is_rejected_by_line(gather, head: str) -> None:
    found = gather(places=f"{head}\nn,Northland,country,\nw1,Dock,ward,n\nw9,Lost,ward,nowhere\n")
    assert [row[1] for row in refused(found)] == [4]
    assert balance(found, "places") == (3, 2, 0, 1)
    assert "w9" not in set(found.places["place_id"])


def test_places_in_a_circle_are_rejected_and_not_followed(gather) -> None:
    found = gather(
        places="place_id,name,level,parent_id\nn,Northland,country,\na,A,town,b\nb,B,town,a\nw1,Dock,ward,n\n"
    )
    assert [row[1:] for row in refused(found)] == [(3, "parent_id", "b"), (4, "parent_id", "a")]


def test_own_venues_may_hang_under_places_of_a_pack(gather) -> None:
    found = gather(
        cases="case_id,person_id,reported_on,residence_place_id\nc1,ann,2021-07-29,430102003001\n",
        places="place_id,name,level,parent_id\ncafe,Cafe,venue,430102003001\nbar,Bar,venue,430199999999\n",
    )
    assert [row[1:] for row in refused(found)] == [(3, "parent_id", "430199999999")]
    assert {"cafe", "430102003001"} <= set(found.places["place_id"])


def test_a_case_given_twice_with_other_content_is_rejected_by_line(gather) -> None:
    found = gather(
        cases="case_id,person_id,reported_on,outbreak_id\nc1,ann,2021-07-29,tea\nc1,otto,2021-07-28,tea\n"
        "c1,ann,2021-07-29,tea\nc1,una,2021-07-29,boat\n"
    )
    assert refused(found) == [("cases.csv", 3, "case_id", "c1")]
    assert balance(found, "cases") == (4, 2, 1, 1)
    assert [task.situation.cases["person_id"].to_list() for task in found.tasks] == [["una"], ["ann"]]


def test_a_person_described_twice_differently_is_rejected_by_line(gather) -> None:
    found = gather(persons="person_id,age\nbo,8\nbo,9\n")
    assert refused(found) == [("persons.csv", 3, "person_id", "bo")]


def test_a_stay_that_ends_before_it_begins_is_rejected_by_line(gather) -> None:
    found = gather(
        presences="person_id,place_id,arrive_at,leave_at\nann,cafe,2021-07-28 09:00,2021-07-28 08:00\n"
        "bo,cafe,2021-07-28 09:00,2021-07-28 09:00\ncy,cafe,2021-07-28 09:00,\n"
    )
    assert refused(found) == [("presences.csv", 2, "leave_at", "2021-07-28T08:00+02:00")]
    assert balance(found, "presences") == (3, 2, 0, 1)


def test_a_moment_without_a_zone_is_not_guessed(gather) -> None:
    with pytest.raises(Problem) as caught:
        gather(as_of="2021-07-30T18:00", cases="case_id,person_id,reported_on\nc1,ann,2021-07-29\n")
    assert caught.value.code == "moment-not-readable"
    assert (
        gather(as_of="2021-07-30T18:00", timezone="Europe/Rome").tasks[0].situation.timezone == "Europe/Rome"
    )


def test_an_outbreak_is_given_its_own_contacts_and_those_of_unknown_cases(gather) -> None:
    found = gather(
        cases="case_id,person_id,reported_on,outbreak_id\nc1,ann,2021-07-29,tea\nx1,una,2021-07-29,boat\n",
        contacts="source_case_id,person_id,last_on\nc1,bo,2021-07-28\nx1,cy,2021-07-28\nzz,di,2021-07-28\n",
    )
    by_outbreak = {
        task.situation.outbreak_id: task.situation.contacts["person_id"].to_list() for task in found.tasks
    }
    assert by_outbreak == {"tea": ["bo", "di"], "boat": ["cy", "di"]}


def test_a_home_that_the_tree_does_not_know_is_said(gather) -> None:
    found = gather(cases=CASES + "c2,bo,2021-07-29,w7\n", places=TREE)
    assert [remark.en for remark in found.remarks] == [
        "1 homes are not in the tree and hang under its root: w7."
    ]
    assert gather(places=TREE).remarks == ()
