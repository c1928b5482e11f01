"""One office for all pages that only look, and one at work for those that drop; browsers that have opened links."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from casedrop.web.app import application
from casedrop.web.office import Office
from crash.small import at_work
from lateness import THURSDAY, late_office
from trees import resting
from web.paper_office import paper_office

HOST = "desk.office.example"


class Browser(TestClient):
    """A browser that has opened the links of some holders of an office."""

    def __init__(self, root, *holders: str, now=THURSDAY) -> None:
        self.office = Office(root, lambda: now)
        super().__init__(
            application(self.office, [HOST], patience=0), base_url=f"http://{HOST}", follow_redirects=False
        )
        self.headers["accept-language"] = "en"
        for holder in holders:
            assert self.get(f"/enter/{holder}/{self.office.keys().secret(holder)}").status_code == 200

    def token(self, role: str) -> str:
        """What the page of a role lets its form send back."""
        return self.get(f"/roles/{role}").text.split('name="token" value="')[1].split('"')[0]

    def drop(self, role: str, name: str, data: bytes, token: str | None = None):
        """The answer to a file that is dropped on the page of a role."""
        said = {"token": self.token(role) if token is None else token}
        return self.post(f"/roles/{role}/drops", data=said, files={"files": (name, data)})

    def does(self, page: str, **said):
        """The answer to the form of a page, filled in so; with the page's own token unless another is said."""
        token = re.search(r'name="token" value="([^"]+)"', self.get(page).text)
        return self.post(page, data={"token": token[1] if token else "", **said})


@pytest.fixture(scope="session")
def late(tmp_path_factory):
    """An office in which a visit is late; nobody changes it."""
    return late_office(tmp_path_factory.mktemp("web") / "office")


@pytest.fixture(scope="session")
def browse(late):
    """Gives a browser in which the links of some holders were opened."""
    return lambda *holders: Browser(late, *holders)


@pytest.fixture(scope="module")
def working(tmp_path_factory):
    """An office at work, and the browser of its sales."""
    root = late_office(tmp_path_factory.mktemp("web") / "office")
    with at_work(root, THURSDAY) as office:
        yield office, Browser(root, "sales")


@pytest.fixture(scope="session")
def papers(tmp_path_factory):
    """An office whose originals are out; nobody changes it."""
    return paper_office(tmp_path_factory.mktemp("papers") / "office")


@pytest.fixture
def keeping(papers, tmp_path):
    """The browser of whoever keeps the originals, in an office of its own."""
    return Browser(resting(papers, tmp_path / "office", "alive"), "_originals")
