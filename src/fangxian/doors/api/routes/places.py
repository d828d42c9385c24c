"""Places: public geography, the same for everybody who is signed in."""

from typing import Any

from ninja import Router

from fangxian.doors.api.entrance import Asked
from fangxian.operations.places import finding, queries
from fangxian.operations.places.rows import Candidate, PlaceRow

router = Router()


@router.get("/places", response=list[Candidate])
def find_places(
    request: Asked, text: str, within: str | None = None, level: str | None = None, limit: int = 8
) -> list[Candidate]:
    """Find places by name: candidates with a score, never one by bare name."""
    return finding.find_places(text, within=within, level=level, limit=min(limit, 50))


@router.get("/places/{place_id}", response=PlaceRow)
def get_place(request: Asked, place_id: str) -> PlaceRow:
    """Get one place."""
    return queries.get_place(place_id)


@router.get("/places/{place_id}/children", response=list[PlaceRow])
def list_children(request: Asked, place_id: str) -> list[PlaceRow]:
    """List the places directly below."""
    return queries.children(place_id)


@router.get("/places/{place_id}/shapes")
def list_shapes(request: Asked, place_id: str) -> dict[str, Any]:
    """The outlines of the places directly below, as GeoJSON; generated ones say `synthetic`."""
    names = {child.place_id: child for child in queries.children(place_id)}
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": shape.place_id,
                "geometry": shape.geometry,
                "properties": {"name": names[shape.place_id].name, "synthetic": shape.synthetic},
            }
            for shape in queries.list_shapes(list(names))
        ],
    }
