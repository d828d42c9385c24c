"""Chains: who infected whom, as chances."""

from ninja import Router

from fangxian.doors.api.entrance import Asked
from fangxian.doors.api.hours import KnownAt, known
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.chains import ChainLink, PlaceSpread, find_picture

router = Router()


@router.get("/outbreaks/{outbreak_id}/chains", response=list[ChainLink])
def list_chains(request: Asked, outbreak_id: str, known_at: KnownAt = None) -> list[ChainLink]:
    """List every possible source of every case, by case and rank; an infector of null is the unknown source."""
    reach = request.auth.reach
    outbreak = get_outbreak(reach, outbreak_id)
    picture = find_picture(reach, outbreak, known(known_at))
    return [link for case in picture.cases for link in case.links]


@router.get("/outbreaks/{outbreak_id}/spreading-places", response=list[PlaceSpread])
def list_spreading_places(request: Asked, outbreak_id: str, known_at: KnownAt = None) -> list[PlaceSpread]:
    """List the places by the infections expected to have happened there."""
    reach = request.auth.reach
    outbreak = get_outbreak(reach, outbreak_id)
    return list(find_picture(reach, outbreak, known(known_at)).places)
