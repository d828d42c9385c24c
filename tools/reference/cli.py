"""Every command with its options and examples, read from the commands themselves."""

from collections.abc import Iterator
from textwrap import dedent

import typer
from typer.main import get_command

from fangxian.doors.cli.main import app, register_commands

HEAD = """# Commands

`fangxian COMMAND --help` says the same. Exit codes: 0 done, 1 the answer is no (a check failed), 2 a problem, with
what happened and what to do. State lives under `FANGXIAN_HOME`. `make docs` writes this page from the code.
"""


def list_commands() -> Iterator[tuple[str, typer.core.TyperCommand]]:
    """Yield ("fangxian plan lint", command) for every command that does something."""
    register_commands()
    yield from _below("fangxian", get_command(app))


def _below(name: str, command: object) -> Iterator[tuple[str, typer.core.TyperCommand]]:
    children = getattr(command, "commands", None)
    if children is None:
        yield name, command  # type: ignore[misc]
        return
    for child_name in sorted(children):
        yield from _below(f"{name} {child_name}", children[child_name])


def _option(parameter: object) -> str:
    names = ", ".join(f"`{name}`" for name in getattr(parameter, "opts", ()))
    if parameter.param_type_name == "argument":  # type: ignore[attr-defined]
        names = f"`{str(parameter.name).upper()}`"  # type: ignore[attr-defined]
    needed = "yes" if parameter.required else ""  # type: ignore[attr-defined]
    help_text = " ".join((getattr(parameter, "help", "") or "").split()).replace("|", "\\|")
    return f"| {names} | {needed} | {help_text} |"


def _describe(name: str, command: typer.core.TyperCommand) -> str:
    text = dedent(command.help or "")
    words, _, examples = text.partition("\b")
    block = f"\n```\n{dedent(examples.strip(chr(10))).strip()}\n```\n" if examples.strip() else ""
    options = [_option(parameter) for parameter in command.params if parameter.name != "help"]
    table = "\n| option | required | |\n|---|---|---|\n" + "\n".join(options) + "\n" if options else ""
    return f"\n## {name}\n\n{words.strip()}\n{block}{table}"


def describe_commands() -> str:
    """Return the page."""
    return HEAD + "".join(_describe(name, command) for name, command in list_commands())
