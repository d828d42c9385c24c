"""A terminal for the commands: each runs in a process of its own, on a real database in a home of the test's own."""

from pathlib import Path

import pytest
from terminal import Forks, Terminal


@pytest.fixture
def terminal(forks: Forks, tmp_path: Path) -> Terminal:
    """A terminal in an empty folder of this test's own; its home is not there yet."""
    return Terminal(forks, tmp_path / "home", tmp_path)


@pytest.fixture(scope="module")
def shared(forks: Forks, tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """A terminal the tests of one file share; a fixture of the file fills its home."""
    folder = tmp_path_factory.mktemp("shared")
    return Terminal(forks, folder / "home", folder)
