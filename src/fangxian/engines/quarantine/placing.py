"""Who gets a room where: every solver is a folder in `solvers/` with one function `choose`."""

from typing import Protocol

from fangxian.engines.folders import list_folders, open_folder
from fangxian.engines.quarantine import solvers
from fangxian.engines.quarantine.instance import Instance
from fangxian.engines.quarantine.placement import Choice, Placement


class Solver(Protocol):
    """A solver folder. Same instance, same answer; who has a room keeps it."""

    def choose(self, instance: Instance) -> Choice:
        """Give each party a floor that suits it, or none; `Instance` says what is allowed and what is better."""
        ...


def list_solvers() -> list[str]:
    """Return the names of the solver folders.

    >>> list_solvers()
    ['cp_sat', 'min_cost_flow']
    """
    return list_folders(solvers)


def get_solver(name: str) -> Solver:
    """Return the solver of this name.

    Raises:
        Problem: there is no such folder.

    >>> callable(get_solver("min_cost_flow").choose)
    True
    """
    solver: Solver = open_folder(solvers, name)
    return solver


def place_people(instance: Instance, solver: str = "min_cost_flow") -> Placement:
    """Return who has which room, with a bound no answer costs less than.

    People of a party are on one floor, nobody is where their needs are not met, whoever has a room keeps it. Then, in
    this order: as many as can be have a room, dispersal is kept, people travel little, groups are not mixed on a floor.

    Args:
        instance: as `lay_out` gives it.
        solver: a folder of `engines/quarantine/solvers`.

    >>> import polars as pl
    >>> from fangxian.engines.quarantine import lay_out
    >>> people = pl.DataFrame({"person_id": ["a", "b"], "lat": [29.0, 29.5], "lon": [111.7, 111.7]})
    >>> floors = pl.DataFrame({"site_id": ["inn"], "floor": ["2"], "rooms": [1], "lat": [29.0], "lon": [111.71]})
    >>> placed = place_people(lay_out(people, floors))
    >>> placed.rooms_given.select("person_id", "site_id", "room", "why_en").rows()
    [('a', 'inn', '201', 'the nearest site')]
    >>> placed.without_room["why_en"].to_list(), placed.gap
    (['every room is taken'], 0.0)
    """
    return Placement(instance, get_solver(solver).choose(instance))
