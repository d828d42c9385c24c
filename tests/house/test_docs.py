"""The docs are held by the code: links lead somewhere, examples run, commands and paths exist."""

import re
import shlex
from pathlib import Path

import polars as pl
import pytest
from terminal import Forks, Terminal

from tools.reference.cli import list_commands
from tools.shape import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
FENCE = re.compile(r"^```([\w .-]*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
PATH_IN_TEXT = re.compile(r"`((?:src|tests|docs|tools|benchmarks|frontend|locks)/[\w./-]+)`")

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


def _blocks(page: Path, language: str) -> list[str]:
    return [body for named, body in FENCE.findall(page.read_text("utf-8")) if named == language]


def _slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def _anchors(page: Path) -> set[str]:
    return {_slug(heading) for heading in re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)}


@each_page
def test_every_link_leads_somewhere(page: Path) -> None:
    for link in LINK.findall(page.read_text("utf-8")):
        if link.startswith(("http://", "https://", "/")):
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), link
        if anchor:
            assert anchor in _anchors(target), link


@each_page
def test_every_path_named_exists(page: Path) -> None:
    named = [path for path in PATH_IN_TEXT.findall(page.read_text("utf-8")) if "NNNN" not in path]
    assert [path for path in named if not (ROOT / path).exists()] == []


@each_page
def test_every_python_example_runs(page: Path, tmp_path: Path, forks: Forks) -> None:
    for example in _blocks(page, "python"):
        Terminal(forks, tmp_path / "home", tmp_path).program(example)


@pytest.mark.parametrize("page", ["docs/start.md", "docs/zh/start.md"])
def test_the_start_page_can_be_followed_on_files(page: str, tmp_path: Path, forks: Forks) -> None:
    """The files are those shown (```csv NAME); the answer to the second run is a difference from the first."""
    for fence, body in FENCE.findall((ROOT / page).read_text("utf-8")):
        if fence.startswith("csv "):
            (tmp_path / fence.removeprefix("csv ")).write_text(body, "utf-8")
        for line in re.findall(r"^fangxian (respond --cases .*)$", body, re.MULTILINE):
            Terminal(forks, tmp_path / "home", tmp_path).say(*shlex.split(line))
    changes = set(pl.read_csv(tmp_path / "second" / "orders.csv")["change"])
    assert "unchanged" in changes
    assert changes & {"new", "changed"}
    assert "no_longer_supported" not in changes


def _command_lines(page: Path) -> list[list[str]]:
    """Return the words of every `fangxian …` line, in blocks and in the text."""
    text = page.read_text("utf-8").replace("\\\n", " ")
    in_blocks = re.findall(r"^\s*(fangxian [a-z][^\n#|…]*)", text, re.MULTILINE)
    in_text = re.findall(r"`(fangxian [a-z][^`…]*)`", text)
    return [shlex.split(line.split(" | ")[0].rstrip("().,")) for line in [*in_blocks, *in_text]]


@pytest.fixture(scope="module")
def options_of() -> dict[str, set[str]]:
    """Command -> the options it knows."""
    return {
        name: {
            option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)
        }
        for name, command in list_commands()
    }


@each_page
def test_every_command_named_exists_with_its_options(page: Path, options_of: dict[str, set[str]]) -> None:
    for words in _command_lines(page):
        known = [name for name in options_of if words[: len(name.split())] == name.split()]
        assert known, " ".join(words)
        asked = {word.strip("[]").partition("=")[0] for word in words if word.strip("[]").startswith("--")}
        assert asked <= options_of[known[0]] | {"--help"}, " ".join(words)


@each_page
def test_every_make_target_named_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:`|^)make ([a-z]+)", page.read_text("utf-8"), re.MULTILINE))
    assert named <= targets


def test_every_page_is_reached_from_the_readme() -> None:
    reached, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached or page.suffix != ".md" or not page.exists():
            continue
        reached.add(page)
        links = (link.partition("#")[0] for link in LINK.findall(page.read_text("utf-8")))
        waiting += [(page.parent / link).resolve() for link in links if link and "://" not in link]
    expected = [page for page in PAGES if page.name != "CHANGELOG.md"]
    assert [str(page.relative_to(ROOT)) for page in expected if page not in reached] == []


def test_every_decision_fits_one_page_and_says_what_it_costs() -> None:
    decisions = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
    assert decisions
    for decision in decisions:
        text = decision.read_text("utf-8")
        assert len(text.splitlines()) <= 60, decision.name
        assert "cost" in text.lower(), decision.name
    numbers = [decision.name[:4] for decision in decisions]
    assert len(numbers) == len(set(numbers))


def test_the_readme_fits_one_screen_and_names_both_commands() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert len(text.splitlines()) <= 70
    assert "make demo" in text
    assert "make test" in text
