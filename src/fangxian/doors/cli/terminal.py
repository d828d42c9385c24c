"""What commands on the database share: the system at work under the command's name, and a plain line of output."""

from datetime import datetime
from typing import TYPE_CHECKING

from rich.console import Console

from fangxian.engines.problems import Text

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


def in_both(text: Text) -> str:
    """Return a text in Chinese and English, once where they are the same."""
    return text.zh if text.zh == text.en or not text.en else f"{text.zh} {text.en}"


def read_hour(actor: "Actor", outbreak_id: str, text: str | None) -> datetime | None:
    """Return a moment; without a zone it is in the outbreak's time. Raises `not-found`."""
    from fangxian.operations.cases.queries import get_outbreak
    from fangxian.stores.gathering.moments import read_moment

    return read_moment(text, get_outbreak(actor.reach, outbreak_id).timezone) if text else None
