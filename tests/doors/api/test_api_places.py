"""Places through the API."""

import pytest

pytestmark = pytest.mark.django_db


def test_a_name_gives_candidates_never_one_place(program) -> None:
    found = program("community-worker").get("/places?text=新屋社区").json()
    assert {row["place_id"] for row in found} >= {"430102003002", "430105001005"}
    assert not any(row["certain"] for row in found)


def test_children_are_those_directly_below(program) -> None:
    rows = program("auditor").get("/places/430102003/children").json()
    assert [row["place_id"] for row in rows] == ["430102003001", "430102003002"]


def test_shapes_are_geojson_even_where_there_is_none(program) -> None:
    assert program("commander").get("/places/4301/shapes").json() == {
        "type": "FeatureCollection",
        "features": [],
    }


def test_an_unknown_place_is_not_found(program) -> None:
    assert program("commander").get("/places/nowhere").status_code == 404
