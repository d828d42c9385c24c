"""A real server on a small loaded outbreak, and Debian's chromium."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from fcntl import LOCK_EX, flock
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Cookie, Page, sync_playwright
from terminal import FANGXIAN, Forks, Terminal

SCALE = "1:5000"
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
# Software GL: the map must draw where there is no graphics card. All else is painted without it, at a tenth of the work.
FLAGS = [
    "--no-sandbox",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--disable-gpu-compositing",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever lies here needs a browser."""
    for item in items:
        if "/tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


class Server:
    """`fangxian` as a person runs it: a home with a loaded outbreak, a server on a free port."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}"
        self.signed_in: dict[tuple[str, str], list[Cookie]] = {}
        """Who came in by a link once stays signed in, as with any browser."""

    def start(self) -> subprocess.Popen[bytes]:
        """Start serving and wait until it answers."""
        serving = subprocess.Popen(
            [FANGXIAN, "serve", "--port", str(self.port)], env=self.terminal.environment
        )
        for _ in range(600):
            try:
                with urlopen(f"{self.base}/healthz", timeout=5) as answer:
                    if answer.status == 200:
                        return serving
            except OSError:
                assert serving.poll() is None, "the server ended instead of serving"
                time.sleep(0.1)
        serving.terminate()
        pytest.fail("the server did not answer within a minute")

    def link_for(self, handle: str) -> str:
        """Return a one-time sign-in link."""
        return self.terminal.say("sign-in-link", "--as", handle, "--port", self.port).split()[-1]


@pytest.fixture(scope="session")
def loaded(forks: Forks, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The four-city outbreak at a small scale, loaded once by whichever worker is first; every file copies it."""
    alone = "PYTEST_XDIST_WORKER" not in os.environ
    base = tmp_path_factory.getbasetemp()
    folder = (base if alone else base.parent) / "loaded"
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not (folder / "whole").exists():
            Terminal(forks, folder / "home", folder).say("load", "--outbreak", "hunan-2021", "--scale", SCALE)
            (folder / "whole").touch()
    return folder / "home"


@pytest.fixture(scope="module")
def server(forks: Forks, loaded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The four-city outbreak, served."""
    folder = tmp_path_factory.mktemp("served")
    made = Server(Terminal(forks, shutil.copytree(loaded, folder / "home"), folder))
    serving = made.start()
    yield made
    serving.terminate()
    serving.wait(timeout=30)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium without a window; closed with the file, for its event loop would shut the database to later tests."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def enter(server, browser) -> Iterator[Callable[..., Page]]:
    """Sign a role in and return the page `at` an address; anything the console complains of fails the test.

    The first time somebody comes in by their link, lands where their work begins, and goes on from there if told to.
    """
    complaints: list[str] = []
    contexts = []

    def sign_in(
        handle: str, language: str = "en", width: int = 1440, height: int = 900, at: str | None = None
    ) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height})
        contexts.append(context)
        context.set_default_timeout(90_000)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda said: complaints.append(said.text) if _is_complaint(said) else None)
        known = server.signed_in.get((handle, language))
        if known is None:
            _come_in(page, server.link_for(handle), language)
            server.signed_in[handle, language] = context.cookies()
        else:
            context.add_cookies(known)
        if known is not None or at is not None:
            page.goto(server.base + (at or "/"))
        return page

    yield sign_in
    for context in contexts:
        context.close()
    assert complaints == []


def _come_in(page: Page, link: str, language: str) -> None:
    page.goto(link)
    page.get_by_role("button", name="English" if language == "en" else "中文").click()
    page.locator("button.first").click()
    page.wait_for_load_state("load")


def _is_complaint(said) -> bool:
    # An answer of 404 is what an outsider must get; the rest (policy, scripts) is a fault.
    return said.type == "error" and "status of 404" not in said.text


def fits(page: Page) -> bool:
    """Tell whether the page is no wider than the screen; a map or curve takes a moment to follow a turned phone."""
    wide = "document.documentElement.scrollWidth > window.innerWidth"
    for _ in range(20):
        if not page.evaluate(wide):
            return True
        page.wait_for_timeout(250)
    return False
