"""`fangxian`: finds every command file and turns a Problem into a sentence and exit code 2."""

import pkgutil
import sys
from functools import cache
from importlib import import_module

import typer
from rich.console import Console

from fangxian.doors.cli import commands
from fangxian.engines.problems import Problem, Text

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
        _refuse(problem)
    except OSError as error:
        _refuse(_of_the_system(error))


def _refuse(problem: Problem) -> None:
    console = Console(stderr=True)
    console.print(f"[bold red]{problem.code}[/]", highlight=False)
    for language in ("en", "zh"):
        console.print(problem.in_(language), markup=False, highlight=False, soft_wrap=True)
    sys.exit(2)


def _of_the_system(error: OSError) -> Problem:
    """A folder that is not there, a full disk, a right that is missing: no fault of the program."""
    said = " ".join(str(error).split())
    return Problem(
        "system-refused",
        Text(f"操作系统拒绝: {said}。", f"The operating system refused: {said}."),
        Text("文件和文件夹须可读写。", "Files and folders have to be there, readable and writable."),
        Text(
            "请检查路径、权限和磁盘空间后重试。",
            "Check the path, its permissions and the space on the disk, and try again.",
        ),
    )
