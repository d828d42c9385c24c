"""Write docs/reference/{cli,files,problems,api}.md from the code; a test holds that they are up to date.

Run it as `make docs`.
"""

from collections.abc import Callable
from pathlib import Path

from tools.reference.api import describe_api
from tools.reference.cli import describe_commands
from tools.reference.files import describe_files
from tools.reference.problems import describe_problems

REFERENCE = Path(__file__).parent.parent / "docs" / "reference"
PAGES: dict[str, Callable[[], str]] = {
    "cli.md": describe_commands,
    "files.md": describe_files,
    "problems.md": describe_problems,
    "api.md": describe_api,
}


def main() -> None:
    """Write every page that differs."""
    for name, describe in PAGES.items():
        text, page = describe(), REFERENCE / name
        if not page.exists() or page.read_text("utf-8") != text:
            page.write_text(text, "utf-8")
            print(f"wrote docs/reference/{name}")


if __name__ == "__main__":
    main()
