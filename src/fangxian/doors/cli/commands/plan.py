"""`fangxian plan`: list the plans, show one with its figures and sources, lint them."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from fangxian.stores.packs import Finding

plan = typer.Typer(no_args_is_help=True, help="List, show and lint plan packs.")


class Language(StrEnum):
    """The two languages of every text."""

    ZH = "zh"
    EN = "en"


LanguageOption = Annotated[Language, typer.Option(help="Language of the text.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.add_typer(plan, name="plan")


@plan.command("list")
def list_plans(language: LanguageOption = Language.EN) -> None:
    """List every plan that can be used, those in FANGXIAN_PACKS included.

    \b
    Examples:
      fangxian plan list
      FANGXIAN_PACKS=/srv/packs fangxian plan list --language zh
    """
    from fangxian.stores.packs import list_packs, read_plan

    for plan_id in list_packs("plans"):
        one = read_plan(plan_id)
        span = f"{one.valid_from} – {one.valid_to or '…'}"
        typer.echo(f"{plan_id}  {span}  {one.disease}  {one.title.in_(language)}")


@plan.command()
def show(
    plan_id: Annotated[str, typer.Argument(help="The plan's id, as `fangxian plan list` prints it.")],
    language: LanguageOption = Language.EN,
) -> None:
    """Show a plan: rules, measures, and every figure with its source; unconfirmed ones are marked.

    \b
    Examples:
      fangxian plan show measles-us-county
      fangxian plan show cn-covid19-8e-2021 --language zh
    """
    from fangxian.doors.cli.plan_text import plan_lines
    from fangxian.stores.packs import read_legal, read_plan

    one = read_plan(plan_id)
    for line in plan_lines(one, read_legal(one.legal), language):
        typer.echo(line)


@plan.command()
def lint(
    plan_id: Annotated[str | None, typer.Argument(help="One plan; all of them when left out.")] = None,
    language: LanguageOption = Language.EN,
) -> None:
    """Check plans and all they use; exit 1 when something is found.

    Every trigger can fire, every measure has an end, an owner, a deadline, a proof and a legal
    ground, every figure has a source, and effects reach as far as the rule says.

    \b
    Examples:
      fangxian plan lint
      fangxian plan lint measles-us-county --language zh
    """
    from fangxian.stores.packs import lint_plan, list_packs

    findings: list[Finding] = []
    for one in [plan_id] if plan_id else list_packs("plans"):
        found = lint_plan(one)
        typer.echo(f"{one}: {len(found)}")
        findings += found
    for finding in findings:
        typer.echo(f"{finding.file}:{finding.line}: {finding.code}: {finding.happened.in_(language)}")
        typer.echo(f"    → {finding.remedy.in_(language)}")
    raise typer.Exit(1 if findings else 0)


@plan.command("dry-run")
def dry_run(
    outbreak: Annotated[str, typer.Option(help="An outbreak pack, or the id of an outbreak on record.")],
    at: Annotated[str, typer.Option(help="The first moment, e.g. 2021-07-28T18:00+08:00.")],
    plan_ids: Annotated[
        list[str], typer.Option("--plan", help="A plan; give a second one to see both side by side.")
    ],
    until: Annotated[str | None, typer.Option(help="The last moment (default: only --at).")] = None,
    every: Annotated[str, typer.Option(help="Time between two moments, e.g. 6h.")] = "6h",
    scale: Annotated[str, typer.Option(help="Scale of the synthetic city of an outbreak pack.")] = "1:50",
    language: LanguageOption = Language.EN,
) -> None:
    """Say what a plan would have done: which rules fire when, what they would start, how many people are restricted.

    Every moment is judged on what was known then; what was proposed counts as signed. Nothing is written.

    \b
    Examples:
      fangxian plan dry-run --plan cn-covid19-8e-2021 --outbreak hunan-2021 --at 2021-07-28T18:00+08:00
      fangxian plan dry-run --plan cholera-port --outbreak cholera-saltmouth-2024 --at 2024-05-13T18:00 --until 2024-05-16T18:00 --every 24h
    """
    from fangxian.doors.cli.trying import Asked, try_out

    asked = Asked(outbreak, at, until, _hours(every), scale)
    for line in try_out(plan_ids, asked, language, _open_database):
        typer.echo(line)


def _open_database() -> None:
    from fangxian.site.start import prepare_database, start

    start()
    prepare_database()


def _hours(text: str) -> float:
    try:
        hours = float(text.removesuffix("h"))
    except ValueError:
        hours = 0.0
    if hours <= 0:
        raise typer.BadParameter("a number of hours such as 6h is expected · 应为小时数，例如 6h")
    return hours
