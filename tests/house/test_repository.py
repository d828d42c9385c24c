"""What stands in the repository: no machine's paths, no registry's name, locks without addresses."""

import re
import subprocess
from pathlib import Path

import pytest

from tools.check_locks import LOCKS, find_addresses
from tools.shape import ROOT

REGISTRY = re.compile(r"\b(?:pypi|pythonhosted|npmjs|npmmirror|yarnpkg)\.(?:org|com|io)\b")
PATH_OF_A_MACHINE = re.compile(r"(?<![\w.:/-])/(?:work|home|root|Users)/[\w.-]+")


def _tracked_texts() -> list[tuple[Path, str]]:
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\0")
    texts = []
    for path in (ROOT / name for name in names if name):
        if path.is_file() and b"\0" not in (content := path.read_bytes()):
            texts.append((path.relative_to(ROOT), content.decode("utf-8", errors="replace")))
    return texts


@pytest.fixture(scope="module")
def tracked_texts() -> list[tuple[Path, str]]:
    return _tracked_texts()


@pytest.mark.parametrize("forbidden", [REGISTRY, PATH_OF_A_MACHINE], ids=["registry", "path of a machine"])
def test_no_file_names_a_registry_or_a_path_of_one_machine(
    forbidden: re.Pattern[str], tracked_texts: list[tuple[Path, str]]
) -> None:
    assert [
        f"{path}: {match.group()}" for path, text in tracked_texts for match in forbidden.finditer(text)
    ] == []


def test_locks_hold_versions_and_hashes_but_no_address() -> None:
    assert [address for lock in LOCKS for address in find_addresses(lock)] == []


def test_an_address_in_a_lock_is_found(tmp_path: Path) -> None:
    lock = tmp_path / "lock.txt"
    lock.write_text("--extra-index-url https://mirror.example/simple\ndjango==5.2\n", "utf-8")
    assert find_addresses(lock) == ["lock.txt:1: --extra-index-url https://mirror.example/simple"]


@pytest.mark.parametrize(
    "lock", [path for path in LOCKS if path.suffix == ".txt"], ids=lambda path: path.name
)
def test_every_locked_package_has_a_hash(lock: Path) -> None:
    packages = re.findall(r"^[\w.\[\]-]+==[^\n]*(?:\n[ \t]+[^\n]*)*", lock.read_text("utf-8"), re.MULTILINE)
    assert packages
    assert [package.split()[0] for package in packages if "--hash=sha256:" not in package] == []


def test_the_front_ends_lock_has_a_hash_for_every_package() -> None:
    lock = (ROOT / "package-lock.json").read_text("utf-8")
    assert lock.count('"integrity"') > 0
    assert lock.count('"integrity"') >= lock.count('"node_modules/') - lock.count('"link": true')


def test_no_outline_of_a_real_district_is_committed(tracked_texts: list[tuple[Path, str]]) -> None:
    outlines = [
        path
        for path, text in tracked_texts
        if re.search(r'"(?:Multi)?Polygon"', text) and path.suffix != ".py"
    ]
    assert [path for path in outlines if path.suffix in {".json", ".geojson", ".topojson"}] == []
