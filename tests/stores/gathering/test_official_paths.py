"""Every place of the four cities, written out as an official list writes it, is found and is itself."""

from fangxian.engines.gazetteer import resolve
from fangxian.stores.gathering.gazetteers import pack_gazetteer
from fangxian.stores.places import read_place_pack

GAZETTEER = pack_gazetteer("hunan-4")
PLACES = [GAZETTEER.places[code] for code in read_place_pack("hunan-4").tree["place_id"]]


def test_the_official_path_of_every_place_leads_to_its_own_code() -> None:
    assert len(PLACES) == 6913
    wrong = [
        place.path
        for place in PLACES
        if [found.code for found in resolve(place.path.replace(" / ", ""), GAZETTEER)] != [place.code]
    ]
    assert wrong == []


def test_without_province_and_city_no_place_is_taken_for_another() -> None:
    wrong = [
        (place.path, found.code)
        for place in PLACES
        if place.path.count(" / ") >= 3
        for found in resolve("".join(place.path.split(" / ")[2:]), GAZETTEER)
        if found.code not in ("", place.code)
    ]
    assert wrong == []
