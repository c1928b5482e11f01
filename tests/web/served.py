"""The desk as browsers find it: a server on loopback beside the test, and Debian's Chromium."""

from __future__ import annotations

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from casedrop.web.app import application
from casedrop.web.office import Office

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
LOCALES = {"vi": "vi-VN", "zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "en": "en-GB"}
"""What a browser of each language asks for."""


@contextmanager
def free_port() -> Iterator[socket.socket]:
    """A socket that listens on loopback, at a port that was free."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


@contextmanager
def served(office: Office, listening: socket.socket, patience: float = 0.0) -> Iterator[str]:
    """The address at which an office is shown over a socket, meanwhile."""
    config = uvicorn.Config(application(office, ["127.0.0.1"], patience), log_level="error", server_header=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=10)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window."""
    args = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=args)
        yield browser
        browser.close()


@dataclass
class Tab:
    """A page of a browser, and what it did since it was last asked: the addresses it went to and what its console said."""

    page: Page
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.said.append(f"error: {error}"))

    def open(self, address: str) -> int:
        """Open a page afresh; gives its status."""
        self.asked.clear()
        self.said.clear()
        return self.page.goto(address).status


def opened(browser: Browser, address: str, office: Office, *holders: str, **context: object) -> Tab:
    """A browser's page that has opened the links of some holders."""
    tab = Tab(browser.new_context(**context).new_page())
    for holder in holders:
        tab.page.goto(f"{address}/enter/{holder}/{office.keys().secret(holder)}")
        tab.page.wait_for_url(lambda url: "/enter/" not in url)
    return tab
