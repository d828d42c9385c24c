"""What commands on the database share: the system at work under the command's name, and a plain line of output."""

from typing import TYPE_CHECKING

from rich.console import Console

if TYPE_CHECKING:
    from fangxian.operations.accounts.actor import Actor
    from fangxian.operations.clock import Clock


def start_work(source: str) -> "tuple[Actor, Clock]":
    """Start Django, bring the database up to date, and return the system acting for `source`, and the world's clock."""
    from fangxian.site.start import prepare_database, start

    start()
    prepare_database()
    from fangxian.operations.accounts.queries import get_system_actor, get_world_clock

    return get_system_actor(source), get_world_clock()


def say(line: str) -> None:
    """Print a line as it is: not wrapped, not coloured, brackets and all."""
    Console(highlight=False).print(line, markup=False, soft_wrap=True)
