"""`fangxian serve`: the web door, on loopback unless told otherwise."""

import socket
from typing import Annotated

import typer

from fangxian.engines.problems import Problem, Text

_SPARE_THREADS = 8
"""When as many registrations are inside as may be, so many are left to say that it is busy, and to show pages."""
_ENDS_WITHIN_S = 10


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("serve")(serve)


def serve(
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8320,
    host: Annotated[str, typer.Option(help="The address to listen on; the default is this machine only.")] = (
        "127.0.0.1"
    ),
) -> None:
    """Serve the pages and the API until interrupted (SIGTERM or Ctrl-C ends it cleanly).

    Beyond loopback, name the hosts it answers to in FANGXIAN_HOSTS and put a proxy with TLS in front of it.

    \b
    Examples:
      fangxian serve --port 8320
      FANGXIAN_HOSTS=fangxian.example fangxian serve --host 0.0.0.0 --port 80
    """
    _refuse_taken_port(host, port)

    from fangxian.site.start import prepare_database, start

    start()
    prepare_database()
    from fangxian.doors.cli.keeping_up import Applier
    from fangxian.operations.journal.services import seal

    seal()
    typer.echo(f"http://{host}:{port}")
    applier = Applier()
    try:
        _listen(host, port)
    finally:
        applier.stop()


def _listen(host: str, port: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces

    from fangxian.stores.spool import Limits

    # One process: SQLite has one writer anyway, and the readers are threads.
    Granian(
        "fangxian.site.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=Limits().requests + _SPARE_THREADS,
        log_access=False,
        websockets=False,
        # Told to end while it still starts, a worker does not hear it.
        workers_kill_timeout=_ENDS_WITHIN_S,
    ).serve()


def _refuse_taken_port(host: str, port: int) -> None:
    """Two servers can share a port without an error: look before listening. Raises `port-taken`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Problem(
                "port-taken",
                Text(
                    f"无法监听 {host}:{port} ({error.strerror})。",
                    f"{host}:{port} can't be listened on ({error.strerror}).",
                ),
                Text("端口须空闲。", "Expected a free port."),
                Text("请用 --port 换一个端口。", "Choose another with --port."),
            ) from error
