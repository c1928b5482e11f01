"""Letters to customers: a draft beside what came out for them, sent once it is approved, as it then is, and once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from casedrop.cli.main import run
from casedrop.demo import typing
from casedrop.mail import drafts, post
from casedrop.store import files
from crash.small import MONDAY, Office, at_work
from killed import Killed, Stop
from mail.conftest import KITE, Post

SEND = "outbox/_customers/_send"


@pytest.fixture
def office(mailed: Post) -> Iterator[Office]:
    """An office in which a visit has brought out a paper for its customer."""
    with at_work(mailed.root, MONDAY) as there:
        there.drop("visits")
        there.watcher.once()
        yield there


def laid(office: Office) -> Path:
    """The one draft that lies beside the papers of the customer."""
    [path] = (office.root / "outbox" / "_customers" / "visits").glob("*/*.eml")
    return path


def read(path: Path) -> EmailMessage:
    return message_from_bytes(path.read_bytes(), policy=policy.default)


def move(path: Path, office: Office) -> None:
    """Approve a draft as people do: by moving it into the folder for what is to be sent."""
    (office.root / SEND).mkdir(parents=True, exist_ok=True)
    path.rename(office.root / SEND / path.name)


def states(sent: post.Round) -> list[str]:
    return [row.state for row in sent.sent]


def test_a_draft_lies_beside_the_papers_and_opens_as_a_letter_to_be_sent(office: Office):
    draft = read(laid(office))
    assert draft["X-Unsent"] == "1"
    assert (draft["To"], draft["From"]) == ("Kite visits <lan@string.example>", "Paper Boat <office@boat.example>")
    assert draft["Subject"] == "visit note VI-1"
    said = draft.get_body(("plain",)).get_content()
    assert "Dear Kite visits," in said
    assert "Please fill in “visit note” and send it back by 2026-08-05." in said
    assert "Our number in this matter: VI-1." in said
    [paper] = draft.iter_attachments()
    beside = laid(office).with_name(paper.get_filename())
    assert paper.get_content() == beside.read_bytes()


def test_a_draft_to_nobody_stays_and_is_told(mailed: Post):
    with at_work(mailed.root, MONDAY) as office:
        nobody = office.root.parent / "nobody.docx"
        typing.write(office.root.parent / "visits.docx", {"/customer/name": "Owl"}, nobody)
        (office.root / "inbox" / "sales" / "nobody.docx").write_bytes(nobody.read_bytes())
        office.watcher.once()
        assert read(laid(office))["To"] in (None, "")
        move(laid(office), office)
        assert states(post.send(office.room)) == []
        assert "Nobody's address stands in the letter" in office.incidents()[0].say("en")
        assert [path.suffix for path in (office.root / SEND).iterdir()] == [".eml"]


def test_what_keeps_a_draft_is_told_once_and_forgotten_with_it(office: Office):
    path = office.root / SEND / "nobody.eml"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"Subject: to nobody\r\n\r\nx")
    post.send(office.room)
    since = office.incidents()[0].since
    office.clock.now = MONDAY.replace(hour=3)
    post.send(office.room)
    assert [one.since for one in office.incidents()] == [since]
    path.unlink()
    post.send(office.room)
    assert office.incidents() == []


def test_a_draft_that_is_still_written_stays(mailed: Post, office: Office):
    path = office.root / SEND / "own.eml"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        file.write(b"To: lan@string.example\r\nSubject: ")
        file.flush()
        assert states(post.send(office.room)) == []
        file.write(b"whole\r\n\r\nx")
    assert states(post.send(office.room)) == ["sent"]
    assert [one["Subject"] for one in mailed.arrived.letters] == ["whole"]


def test_no_link_is_sent(mailed: Post, office: Office):
    secret = office.root.parent / "secret"
    secret.write_bytes(b"To: eve@evil.example\r\n\r\nx")
    (office.root / SEND).mkdir(parents=True)
    (office.root / SEND / "link.eml").symlink_to(secret)
    assert states(post.send(office.room)) == []
    assert mailed.arrived.raw == []


def test_where_a_server_takes_nothing_from_us_no_letter_is_given_up(mailed: Post, office: Office):
    move(laid(office), office)
    mailed.arrived.sender = "550 sign in first"
    assert states(post.send(office.room)) == ["ready"]
    assert "sign in first" in office.incidents()[0].say("en")
    mailed.arrived.sender, office.clock.now = "250 OK", MONDAY.replace(hour=3)
    assert states(post.send(office.room)) == ["sent"]
    assert office.incidents() == []


def test_what_was_refused_goes_out_once_it_is_approved_again(mailed: Post, office: Office):
    copy = laid(office).read_bytes()
    move(laid(office), office)
    mailed.arrived.answers[:] = ["554 never"]
    assert states(post.send(office.room)) == ["failed"]
    (office.root / SEND / "again.eml").write_bytes(copy)
    assert states(post.send(office.room)) == ["sent"]
    assert office.incidents() == []


CELLS = [
    ("lan@string.example; an@string.example", "Kite visits <lan@string.example>"),
    ("Lan: lan@string.example/an@string.example", "Kite visits <lan@string.example>"),
    ("lán@string.example", ""),
    ("ask @ the desk", ""),
    ("lan@@string.example", ""),
]


@pytest.mark.parametrize(("cell", "to"), CELLS)
def test_whatever_stands_in_the_register_a_paper_comes_out(mailed: Post, cell: str, to: str):
    with at_work(mailed.root, MONDAY) as office:
        with office.room.ledger.transaction() as tx:
            tx.put_customer(replace(KITE, rows=[{**KITE.rows[0], "contact": {"email": cell}}]))
        office.drop("visits")
        office.watcher.once()
        assert (read(laid(office))["To"] or "") == to


def test_nothing_goes_out_that_nobody_approved(mailed: Post, office: Office):
    assert states(post.send(office.room)) == []
    assert mailed.arrived.raw == []


def test_what_is_approved_goes_out_once(mailed: Post, office: Office):
    copy = laid(office).read_bytes()
    move(laid(office), office)
    assert states(post.send(office.room)) == ["sent"]
    (office.root / SEND / "again.eml").write_bytes(copy)
    assert states(post.send(office.room)) == []
    [letter] = mailed.arrived.letters
    assert (letter["X-Unsent"], letter["X-Casedrop-Letter"]) == (None, None)
    assert letter["Message-ID"].endswith("@boat.example>")
    assert [*(office.root / SEND).iterdir()] == []


def test_an_edited_draft_goes_out_as_edited(mailed: Post, office: Office):
    path = laid(office)
    data = path.read_bytes().replace(
        b"To: Kite visits <lan@string.example>", b"To: huong@string.example\r\nCc: an@kite.example"
    )
    path.write_bytes(data.replace(b"Dear Kite visits", b"Dear Huong"))
    move(path, office)
    post.send(office.room)
    [letter] = mailed.arrived.letters
    assert (letter["To"], letter["Cc"]) == ("huong@string.example", "an@kite.example")
    assert "Dear Huong," in letter.get_body(("plain",)).get_content()


@pytest.mark.usefixtures("office")
def test_at_once_drafts_go_out_by_themselves(mailed: Post):
    path = mailed.root / "casedrop.toml"
    path.write_text(path.read_text().replace("[mail]", '[mail]\nsend = "at once"'))
    with at_work(mailed.root, MONDAY) as again:
        assert states(post.send(again.room)) == ["sent"]
        assert states(post.send(again.room)) == []
    assert mailed.arrived.letters[0]["Subject"] == "visit note VI-1"
    assert [*(mailed.root / "outbox" / "_customers" / "visits").glob("*/*.eml")] == []


def test_a_server_that_is_busy_gets_it_later_and_one_that_refuses_never(mailed: Post, office: Office):
    move(laid(office), office)
    mailed.arrived.answers[:] = ["451 busy"]
    assert states(post.send(office.room)) == ["ready"]
    assert states(post.send(office.room)) == []
    office.clock.now = MONDAY.replace(hour=3)
    mailed.arrived.answers[:] = ["554 never"]
    assert states(post.send(office.room)) == ["failed"]
    assert "554 never" in office.incidents()[0].say("en")
    assert mailed.arrived.raw == []


def test_a_letter_whose_paper_was_taken_back_does_not_go_out(mailed: Post, office: Office):
    move(laid(office), office)
    assert run(["-w", str(mailed.root), "undo", "VI-1", "--why", "a mistake"]) == 0
    assert states(post.send(office.room)) == ["withdrawn"]
    assert "was not sent: a paper in it was replaced or taken back" in office.incidents()[0].say("en")
    assert mailed.arrived.raw == []


def test_the_draft_of_a_paper_that_was_taken_back_leaves_the_outbox(mailed: Post, office: Office):
    path = laid(office)
    assert run(["-w", str(mailed.root), "undo", "VI-1", "--why", "a mistake"]) == 0
    assert path.exists()
    post.send(office.room)
    assert not path.exists()
    assert drafts.drafts(office.room) == []


def test_where_letters_go_out_at_once_a_moved_one_goes_out_too(mailed: Post, office: Office):
    move(laid(office), office)
    path = mailed.root / "casedrop.toml"
    path.write_text(path.read_text().replace("[mail]", '[mail]\nsend = "at once"'))
    with at_work(mailed.root, MONDAY) as again:
        assert states(post.send(again.room)) == ["sent"]


class AfterTheDraft:
    """Ends the desk before the first commit after a draft was written."""

    has_draft = False

    def __call__(self, act: str, target: str) -> None:
        self.has_draft = self.has_draft or target.endswith(".eml")
        if self.has_draft and act == "commit":
            raise Stop


def test_killed_between_the_draft_and_the_note_of_it_there_is_one_draft(mailed: Post):
    with at_work(mailed.root, MONDAY) as office, files.acts(AfterTheDraft()), pytest.raises(Stop):
        office.drop("visits")
        office.watcher.once()
    with at_work(mailed.root, MONDAY) as office:
        assert drafts.drafts(office.room) == []
        office.watcher.once()
        assert [one.facts["path"] for one in drafts.drafts(office.room)] == [
            laid(office).relative_to(office.root).as_posix()
        ]


def test_killed_anywhere_a_letter_goes_out_and_at_most_one_goes_twice(mailed: Post, tmp_path: Path):
    """Approving and sending are killed before each act, a customer's paper each."""
    blank = mailed.root.parent / "visits.docx"
    for n in range(1, 60):
        hook, drop = Killed(n), mailed.root / "inbox" / "sales" / f"{n}.docx"
        typing.write(blank, {"/customer/name": f"Kite {n}", "/customer/short_name": f"K{n}"}, tmp_path / f"{n}.docx")
        with at_work(mailed.root, MONDAY) as office:
            drop.write_bytes((tmp_path / f"{n}.docx").read_bytes())
            office.watcher.once()
            [path] = (mailed.root / "outbox" / "_customers" / f"K{n}").glob("*/*.eml")
            path.write_bytes(path.read_bytes().replace(b"\nTo:", b"\nTo: lan@string.example"))
            move(path, office)
            with files.acts(hook), suppress(Stop):
                post.send(office.room)
        with at_work(mailed.root, MONDAY) as office:
            post.send(office.room)
        if hook.left > 0:
            break
    subjects = [one["Subject"] for one in mailed.arrived.letters]
    assert len(set(subjects)) == n
    assert len(subjects) - n == 2  # killed between the server's answer and the commit of the note of it
