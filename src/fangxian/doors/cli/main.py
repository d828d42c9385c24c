"""`fangxian`: finds every command file and turns a Problem into a sentence and exit code 2."""

import pkgutil
import sys
from functools import cache
from importlib import import_module

import typer
from rich.console import Console

from fangxian.doors.cli import commands
from fangxian.engines.problems import Problem

app = typer.Typer(
    name="fangxian",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    help="Fangxian 防线: one case in, the whole net out.",
)


@cache
def register_commands() -> None:
    """Add the command of every file in `commands/`, once."""
    for module in sorted(pkgutil.iter_modules(commands.__path__), key=lambda found: found.name):
        import_module(f"{commands.__name__}.{module.name}").register(app)


def main() -> None:
    """Run the command line."""
    register_commands()
    try:
        app()
    except Problem as problem:
        console = Console(stderr=True)
        console.print(f"[bold red]{problem.code}[/]", highlight=False)
        for language in ("en", "zh"):
            console.print(problem.in_(language), markup=False, highlight=False, soft_wrap=True)
        sys.exit(2)
