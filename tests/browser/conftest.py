"""A real server over the seed articles, or over many invented ones, and a browser before it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.ops.commands import copy_of, free_port

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 90
PATIENCE_SECONDS = 300
DEMO_ARTICLES = 150
PASSWORD = "only-for-browser-tests"
EVERY_RULE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES_OF_COLOUR = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
# 320 × 256 px is a phone's width, and also what 1280 × 1024 is at 400 % zoom. The structure is the
# same by day and by night: all rules are asked once for each width, those of colour in each look.
LOOKS = [
    (1280, 1024, "light", EVERY_RULE),
    (1280, 1024, "dark", RULES_OF_COLOUR),
    (320, 256, "light", RULES_OF_COLOUR),
    (320, 256, "dark", EVERY_RULE),
]
HELD_STILL = "() => scrollX === 0 && document.documentElement.scrollWidth <= innerWidth"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The first test of a server also waits for its start, which takes long on a busy machine."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.timeout(PATIENCE_SECONDS))


def wait_until_served(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise RuntimeError(f"the server ended with {server.returncode}")
        try:
            urllib.request.urlopen(f"{url}/healthz", timeout=5).close()
            return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.2)
    raise RuntimeError(f"no answer from {url} within {START_SECONDS} s")


def environment_of(folder: Path, **variables: str) -> dict[str, str]:
    """The environment of an archive of its own in the folder."""
    inherited = {
        k: v for k, v in os.environ.items() if k not in {"DJANGO_SETTINGS_MODULE", "SECRET_KEY"}
    }
    return {
        **inherited,
        "DATA_DIR": str(folder),
        "PORT": str(free_port()),
        "WORKERS": "1",
        "ADMIN_PASSWORD": PASSWORD,
        **variables,
    }


def run_command(environment: dict[str, str], *arguments: str) -> None:
    """Run a management command of the archive of this environment to its end."""
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def served(environment: dict[str, str]) -> Iterator[str]:
    """Address of a server that was prepared as `make run` does it, while it runs."""
    run_command(environment, "prepare")
    if "DEMO" in environment:
        run_command(environment, "make_demo", "--articles", str(DEMO_ARTICLES))
    serve = [sys.executable, str(ROOT / "manage.py"), "serve"]
    server = subprocess.Popen(serve, env=environment, stdout=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{environment['PORT']}"
    try:
        wait_until_served(url, server)
        yield url
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=20)


def log_in(page: Page, address: str = "/admin/") -> None:
    """Open a page of the desk, which asks for the password first."""
    page.goto(address)
    page.get_by_label("نام کاربری").fill("admin")
    page.get_by_label("گذرواژه").fill(PASSWORD)
    page.get_by_role("button", name="ورود").click()
    expect(page.get_by_role("navigation", name="کارهای میز")).to_be_visible()
    page.wait_for_load_state()


def faults_of(page: Page) -> list[str]:
    """What axe finds on the page that is open, and whether it scrolls sideways, in every look."""
    faults = []
    for width, height, scheme, rules in LOOKS:
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        options = {"runOnly": rules, "resultTypes": ["violations"]}
        found = Axe().run(page, options=options).response["violations"]
        where = f"{page.url} {width} {scheme}"
        faults += [f"{where}: {one['id']}: {one['nodes'][0]['html']}" for one in found]
        if not page.evaluate(HELD_STILL):
            faults.append(f"{where}: scrolls sideways")
    return faults


@pytest.fixture(scope="session")
def site_environment(unfilled: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of `site`, for commands over the same archive."""
    return environment_of(copy_of(unfilled, tmp_path_factory.mktemp("site") / "var"))


@pytest.fixture(scope="session")
def site(site_environment: dict[str, str]) -> Iterator[str]:
    """Address of a server with the five seed articles."""
    with served(site_environment) as url:
        yield url


@pytest.fixture(scope="session")
def bring_in(
    site: str, site_environment: dict[str, str], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[list[dict[str, str]]], None]:
    """Import more articles into the archive of `site`, in the keys of an agency."""

    def bring_in(articles: list[dict[str, str]]) -> None:
        file = tmp_path_factory.mktemp("brought-in") / "articles.jsonl"
        file.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in articles))
        run_command(site_environment, "import_articles", str(file))

    return bring_in


@pytest.fixture(scope="session")
def full_site(unfilled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server with many invented articles: nothing on its pages is empty."""
    folder = copy_of(unfilled, tmp_path_factory.mktemp("full-site") / "var")
    with served(environment_of(folder, DEMO="1", LOAD_SEEDS="0")) as url:
        yield url


@pytest.fixture(scope="session")
def browser(unfilled: Path) -> Iterator[Browser]:
    """The system's Chromium, or the one that Playwright installed.

    After the archive is there: Django lets nobody at the tests' database while Playwright runs.
    """
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A fresh page; the test fails if it logs an error, such as a breach of the CSP."""
    context = browser.new_context(base_url=site, locale="fa-IR")
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: message.type == "error" and errors.append(message.text))
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


@pytest.fixture
def plain_page(browser: Browser, site: str) -> Iterator[Page]:
    """A page of a browser that runs no scripts."""
    context = browser.new_context(base_url=site, locale="fa-IR", java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture
def looked_at(browser: Browser, site: str) -> Iterator[Page]:
    """A fresh page for `faults_of`; what axe puts into it may breach the CSP."""
    context = browser.new_context(base_url=site, locale="fa-IR")
    yield context.new_page()
    context.close()
