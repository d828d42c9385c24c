"""`fangxian api-token`: let a program in as one user."""

from datetime import timedelta
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("api-token")(api_token)


def api_token(
    handle: Annotated[str, typer.Option("--as", help="The user the program acts as.")],
    purpose: Annotated[str, typer.Option(help="What the program does; it goes into the journal.")] = "api",
    days: Annotated[int, typer.Option(help="How long the token lets it in: 1 to 90 days.")] = 30,
) -> None:
    """Make a bearer token for the API and print it, this once.

    It is kept only as a digest and expires by itself.

    \b
    Examples:
      fangxian api-token --as auditor
      fangxian api-token --as district-cdc --purpose "nightly line list" --days 7
    """
    from fangxian.site.start import prepare_database, start

    start()
    prepare_database()
    from fangxian.operations.accounts.queries import get_system_actor, get_world_clock
    from fangxian.operations.tokens.services import create_token

    token = create_token(
        get_system_actor(), get_world_clock(), handle=handle, purpose=purpose, valid_for=timedelta(days=days)
    )
    typer.echo(token)
