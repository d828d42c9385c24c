"""`fangxian sign-in-link`: let somebody in, once."""

from datetime import timedelta
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("sign-in-link")(sign_in_link)


def sign_in_link(
    handles: Annotated[
        list[str], typer.Option("--as", help="Who signs in: the user's handle; may be repeated.")
    ],
    port: Annotated[int, typer.Option(help="The port the server listens on.")] = 8320,
    hours: Annotated[float, typer.Option(help="How long the link may wait to be used.")] = 12,
) -> None:
    """Print a one-time sign-in link for each user named. There are no passwords; a link opens one session, once.

    \b
    Examples:
      fangxian sign-in-link --as commander
      fangxian sign-in-link --as community-worker --port 8400 --hours 1
      fangxian sign-in-link --as commander --as city-cdc
    """
    from fangxian.site.start import prepare_database, start

    start()
    prepare_database()
    from fangxian.operations.accounts.queries import get_system_actor, get_world_clock
    from fangxian.operations.accounts.services import create_sign_in_link

    actor, clock = get_system_actor("sign-in-link"), get_world_clock()
    for handle in handles:
        token = create_sign_in_link(actor, clock, handle=handle, holds=timedelta(hours=hours))
        typer.echo(f"http://127.0.0.1:{port}/sign-in/{token}")
