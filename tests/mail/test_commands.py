"""The commands of the post, and the post beside a watcher."""

from __future__ import annotations

import json
import time

import pytest

from casedrop.cli.main import run
from casedrop.desk.room import open_room
from casedrop.mail import post
from casedrop.workspace.workspace import working
from crash.small import MONDAY, at_work
from mail.conftest import Post, letter

AT = ("--at", "2026-08-03T09:00")


@pytest.fixture
def say(mailed: Post, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """What a command in the office ends with and prints."""
    monkeypatch.chdir(mailed.root)

    def said(*words: str) -> tuple[int, str]:
        code = run([*AT, *words])
        return code, capsys.readouterr().out

    return said


def test_fetch_says_what_was_taken_and_refused(mailed: Post, say):
    mailed.put(letter(mailed.root.parent / "visits.docx"))
    mailed.put(letter(sender="eve@elsewhere.example", Subject="Win"))
    code, out = say("mail", "fetch", "--json")
    taken = {
        "from": "lan@string.example",
        "subject": "Our visit",
        "refused": False,
        "files": ["inbox/sales/visits.docx"],
    }
    refused = {"from": "eve@elsewhere.example", "subject": "Win", "refused": True, "files": []}
    assert (code, json.loads(out)) == (0, {"taken": [taken, refused], "aside": []})


def test_a_draft_is_listed_sent_by_its_name_and_gone(mailed: Post, say):
    with at_work(mailed.root, MONDAY) as office:
        office.drop("visits")
        office.watcher.once()
    path = "outbox/_customers/visits/VI-1/Letter visit note VI-1.eml"
    assert say("mail", "drafts") == (0, f"{path}  to lan@string.example\n")
    assert say("mail", "send", path) == (0, "sent: visit note VI-1  to lan@string.example\n")
    assert say("mail", "drafts") == (0, "")
    assert not (mailed.root / path).exists()


def test_without_a_mailbox_fetch_says_what_to_name(mailed: Post, capsys: pytest.CaptureFixture[str]):
    path = mailed.root / "casedrop.toml"
    path.write_text(path.read_text().partition("[[mail.box]]")[0])
    assert run(["-w", str(mailed.root), "mail", "fetch"]) == 2
    assert "[[mail.box]]" in capsys.readouterr().err


def test_a_line_without_secrecy_and_a_role_of_nobody_are_faults_of_the_settings(
    mailed: Post, capsys: pytest.CaptureFixture[str]
):
    path = mailed.root / "casedrop.toml"
    path.write_text(
        path.read_text().replace('host = "127.0.0.1"', 'host = "mail.boat.example"').replace('"sales"', '"sail"')
    )
    assert run(["-w", str(mailed.root), "check"]) != 0
    said = "".join(capsys.readouterr())
    assert "mail.security" in said
    assert "mail.box.1.security" in said
    assert "mail.box.1.role" in said


def test_the_post_goes_beside_the_desk(mailed: Post):
    mailed.put(letter(mailed.root.parent / "visits.docx"))
    end = time.monotonic() + 60
    with (
        at_work(mailed.root, MONDAY) as office,
        post.running(lambda: open_room(working(mailed.root), office.clock), 0.05),
    ):
        while not mailed.arrived.has_some.wait(0.05) and time.monotonic() < end:
            office.watcher.once()
    assert [one["Subject"] for one in mailed.arrived.letters] == ["Re: Our visit"]
