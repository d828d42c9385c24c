"""The user's own boundaries: matched by code or by a name only one place bears, never guessed."""

import json
import zipfile

import pytest
import shapefile

from fangxian.engines import tables
from fangxian.engines.problems import Problem
from fangxian.stores.places import read_boundaries

PLACES = tables.PLACES.rows(
    [
        {"place_id": "a", "name": "甲县", "name_en": "Alpha", "level": "county"},
        {"place_id": "a1", "name": "东镇", "name_en": "East", "level": "town", "parent_id": "a"},
        {"place_id": "a2", "name": "新镇", "name_en": "New", "level": "town", "parent_id": "a"},
        {"place_id": "a3", "name": "新镇", "name_en": "New", "level": "town", "parent_id": "a"},
    ]
)
SQUARE = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]]


def geojson(folder, *properties, ring=SQUARE):
    features = [
        {"type": "Feature", "properties": one, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for one in properties
    ]
    path = folder / "areas.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return path


def test_areas_are_matched_by_code_first_and_by_name_second(tmp_path):
    found = read_boundaries(geojson(tmp_path, {"code": "a1", "name": "新镇"}, {"NAME_EN": "Alpha"}), PLACES)
    assert set(found.shapes) == {"a1", "a"}
    assert found.unmatched == ()
    assert found.without == ("a2", "a3")


def test_a_name_that_two_places_bear_is_not_guessed(tmp_path):
    found = read_boundaries(geojson(tmp_path, {"code": "a1"}, {"name": "新镇"}, {"name": "无"}), PLACES)
    assert [(title, reason.en) for title, reason in found.unmatched] == [
        ("#2 新镇", "several places bear its name"),
        ("#3 无", "neither its code nor its name is known"),
    ]


def test_a_second_area_for_the_same_place_is_reported(tmp_path):
    found = read_boundaries(geojson(tmp_path, {"code": "a1"}, {"code": "a1"}), PLACES)
    assert [reason.en for _, reason in found.unmatched] == ["the place has a boundary already"]


@pytest.fixture(params=[".shp", ".zip"])
def shapes_on_disk(request, tmp_path):
    with shapefile.Writer(str(tmp_path / "areas")) as writer:
        writer.field("ADCODE", "C")
        writer.poly([SQUARE[::-1]])
        writer.record("a2")
    if request.param == ".shp":
        return tmp_path / "areas.shp"
    with zipfile.ZipFile(tmp_path / "areas.zip", "w") as packed:
        for part in (".shp", ".dbf", ".shx"):
            packed.write(tmp_path / f"areas{part}", f"areas{part}")
    return tmp_path / "areas.zip"


def test_a_shapefile_is_read_bare_or_zipped(shapes_on_disk):
    assert read_boundaries(shapes_on_disk, PLACES).shapes["a2"].area == pytest.approx(1.0)


def test_metres_instead_of_degrees_are_refused(tmp_path):
    ring = [[x * 500_000, y * 500_000] for x, y in SQUARE]
    with pytest.raises(Problem, match="not in degrees"):
        read_boundaries(geojson(tmp_path, {"code": "a1"}, ring=ring), PLACES)


@pytest.mark.parametrize("name", ["broken.geojson", "broken.shp", "broken.zip"])
def test_a_file_that_is_neither_is_a_problem_that_says_what_to_do(tmp_path, name):
    path = tmp_path / name
    path.write_text("not at all", "utf-8")
    with pytest.raises(Problem) as caught:
        read_boundaries(path, PLACES)
    assert caught.value.code == "cannot-read-boundaries"
    assert "EPSG:4326" in caught.value.in_("en")
