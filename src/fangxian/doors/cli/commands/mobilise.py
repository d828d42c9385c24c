"""`fangxian mobilise`: give the orders of an outbreak as they were given, each at its hour."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer
from rich.console import Console

if TYPE_CHECKING:
    from fangxian.operations.loading.mobilisation import Mobilised

MOMENT = ["%Y-%m-%dT%H:%M"]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("mobilise")(mobilise)


def mobilise(
    outbreak: Annotated[str, typer.Option(help="The outbreak pack.")] = "hunan-2021",
    until: Annotated[
        datetime | None,
        typer.Option(
            help="Up to this local hour (default: the hour of the pack's demonstration).", formats=MOMENT
        ),
    ] = None,
    scale: Annotated[str, typer.Option(help="People of the synthetic city: one for so many.")] = "1:50",
) -> None:
    """Replay the orders of the record into the database: who was told what, when, down to every community.

    Cases and official areas are brought to the same hour, and so is the clock of this drill. What restricted people
    is taken over from the authority that decided it, with its source. Doing it again adds nothing.

    \b
    Examples:
      fangxian mobilise --outbreak hunan-2021
      fangxian mobilise --outbreak hunan-2021 --until 2021-08-06T20:00
    """
    from fangxian.site.start import prepare_database, start

    start()
    prepare_database()
    from django.conf import settings

    from fangxian.operations.loading.mobilisation import mobilise_as_recorded
    from fangxian.stores.city import ensure_city

    city = ensure_city(outbreak, scale=scale, home=settings.FANGXIAN_HOME)
    with Console(stderr=True).status("… 执行 mobilising"):
        done = mobilise_as_recorded(city, until)
    _say(done, city.outbreak.timezone)


def _say(done: "Mobilised", timezone: str) -> None:
    console = Console(highlight=False, soft_wrap=True)
    for order in done.orders:
        local = order.at.astimezone(ZoneInfo(timezone))
        told = f"{local:%m-%d %H:%M} {order.act} {order.offices:>6,} {order.title.zh} {order.title.en}"
        console.print(f"{told} [{order.basis}; {order.source}]", markup=False)
    console.print(
        f"{len(done.orders)} orders, {done.dispatches:,} dispatches, {done.communities:,} of {done.all_communities:,} "
        f"communities reached, {done.seconds:.1f} s",
        markup=False,
    )
    console.print(
        f"指令 {len(done.orders)} 条，下达件 {done.dispatches:,} 件，到达社区 {done.communities:,} / {done.all_communities:,}",
        markup=False,
    )
