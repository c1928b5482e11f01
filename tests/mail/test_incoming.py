"""Letters that come to a mailbox: what is attached is dropped for its role, once, and whoever sent it is answered, once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from casedrop.demo import typing
from casedrop.mail import incoming, post
from casedrop.mail.accounts import boxes
from casedrop.mail.mailbox import Gone, opened
from casedrop.store import files
from crash.small import MONDAY, Office, at_work
from killed import Killed, Stop
from mail.conftest import Post, letter


@pytest.fixture
def office(mailed: Post) -> Iterator[Office]:
    with at_work(mailed.root, MONDAY) as there:
        yield there


@pytest.fixture
def note(mailed: Post) -> Path:
    """A filled form, as a customer sends it."""
    return mailed.root.parent / "visits.docx"


def told(root: Path) -> str:
    """The notes that lie in the sales' folder for what came back."""
    there = sorted((root / "inbox" / "sales" / "returned").glob("*.txt"))
    return "\n".join(path.read_text(encoding="utf-8-sig") for path in there)


def test_a_letter_is_taken_in_answered_and_filed_away(mailed: Post, office: Office, note: Path):
    mailed.put(letter(note))
    assert mailed.work(office) == ["visits.docx: accepted"]
    [answer] = mailed.arrived.letters
    assert answer["To"] == "Lan <lan@string.example>"
    assert (answer["Subject"], answer["In-Reply-To"]) == ("Re: Our visit", "<1@string.example>")
    assert answer["Auto-Submitted"] == "auto-replied"
    assert "visits.docx: accepted. Number: VI-1." in answer.get_content()
    assert "Seeing again" not in answer.get_content()  # where the case stands in the house is no customer's business
    assert mailed.there() == {"Done": 1}


def test_staff_learns_where_the_case_stands(mailed: Post, office: Office, note: Path):
    mailed.put(letter(note, sender="an@kite.example"))
    mailed.work(office)
    assert "It now stands at: Seeing again, until 2026-08-05." in mailed.arrived.letters[0].get_content()


def test_the_letter_itself_is_archived_as_it_came(mailed: Post, office: Office, note: Path):
    data = letter(note)
    mailed.put(data)
    mailed.work(office)
    [kept] = (mailed.root / "archive" / "_desk" / "2026").glob("*-in-*")
    assert (kept.name, kept.read_bytes()) == ("001-in-Our visit.eml", data)


def test_what_is_refused_comes_back_marked(mailed: Post, office: Office, note: Path, tmp_path: Path):
    wrong = tmp_path / "Phiếu khách hàng.docx"
    typing.write(note, {"/seen_on": ""}, wrong)
    mailed.put(letter(wrong))
    mailed.work(office)
    [answer] = mailed.arrived.letters
    said = answer.get_body(("plain",)).get_content()
    assert "Phiếu khách hàng.docx: not accepted." in said
    assert "required" in said
    [back] = answer.iter_attachments()
    assert back.get_filename() == "Phiếu khách hàng (1 to mend).docx"
    given = mailed.root / "inbox" / "sales" / "returned" / "Phiếu khách hàng (1 to mend).docx"
    assert back.get_content() == given.read_bytes()


def test_nobody_gets_the_file_of_another_that_is_called_the_same(
    mailed: Post, office: Office, note: Path, tmp_path: Path
):
    """Both are decided before either is answered; what comes back of them lies side by side under one name."""
    wrong, senders = tmp_path / "visits.docx", ("Lan <lan@string.example>", "An <an@kite.example>")
    for n, sender in enumerate(senders):
        typing.write(note, {"/seen_on": "", "/customer/short_name": f"Number {n}"}, wrong)
        mailed.put(letter(wrong, sender=sender, Message_ID=f"<{n}@string.example>"))
        post.fetch(office.room)
        office.watcher.once()
    post.send(office.room)
    returned = sorted((mailed.root / "inbox" / "sales" / "returned").glob("*.docx"), key=lambda path: len(path.name))
    given = dict(zip(senders, [path.read_bytes() for path in returned], strict=True))
    got = {one["To"]: [part.get_content() for part in one.iter_attachments()] for one in mailed.arrived.letters}
    assert got == {sender: [data] for sender, data in given.items()}


def test_letters_that_were_set_aside_keep_no_other_out(
    mailed: Post, office: Office, note: Path, monkeypatch: pytest.MonkeyPatch
):
    for n in range(2):
        mailed.put(letter(note, Message_ID=f"<{n}@string.example>", Subject=f"Visit {n}"))
    [box] = boxes(office.room.workspace.settings)
    with opened(office.room, box) as mailbox:
        first = f"in:visits:{mailbox.validity}:{mailbox.uids()[0]}"
    office.room.incidents.record("mail", first, ValueError("no such letter"))
    monkeypatch.setattr(incoming, "AT_ONCE", 1)
    assert [row.facts["subject"] for row in post.fetch(office.room).taken] == ["Visit 1"]
    assert [row.facts["subject"] for row in post.fetch(office.room).taken] == ["Visit 0"]


def test_a_letter_that_is_gone_says_nothing(office: Office):
    [box] = boxes(office.room.workspace.settings)
    with opened(office.room, box) as mailbox:
        for asked in (mailbox.size, mailbox.head, mailbox.letter):
            with pytest.raises(Gone):
                asked("4711")


def test_what_was_written_down_comes_in_though_its_sender_may_no_longer_send(mailed: Post, note: Path):
    mailed.put(letter(note, sender="an@kite.example"))
    with at_work(mailed.root, MONDAY) as office, files.acts(BeforeTheDrop()), pytest.raises(Stop):
        post.fetch(office.room)
    _set(mailed, '"kite.example"', '"owl.example"')
    with at_work(mailed.root, MONDAY) as again:
        assert mailed.work(again) == ["visits.docx: accepted"]
        assert again.incidents() == []


class BeforeTheDrop:
    """Ends the post before a file of a letter is dropped."""

    def __call__(self, _act: str, target: str) -> None:
        if "inbox" in target and target.endswith(".docx"):
            raise Stop


def test_fetched_twice_it_is_dropped_once(mailed: Post, office: Office, note: Path):
    mailed.put(letter(note))
    first, second = post.fetch(office.room), post.fetch(office.room)
    assert (len(first.taken), len(second.taken)) == (1, 0)
    assert [path.name for path in (mailed.root / "inbox" / "sales").glob("*.docx")] == ["visits.docx"]


def test_letters_that_are_numbered_anew_are_known_by_their_bytes(mailed: Post, office: Office, note: Path):
    mailed.put(letter(note))
    mailed.work(office)
    mailed.bring_back()
    mailed.renumber()
    assert mailed.work(office) == ["visits.docx: accepted"]
    assert len(mailed.arrived.raw) == 1
    assert mailed.there() == {"Done": 2}


@pytest.mark.parametrize(
    "sender", ["eve@elsewhere.example", "lan@string.example.evil.example", "visits@boat.example", ""]
)
def test_nobody_else_can_drop_anything_or_gets_an_answer(mailed: Post, office: Office, note: Path, sender: str):
    mailed.put(letter(note, sender=sender))
    assert mailed.work(office) == []
    assert mailed.arrived.raw == []
    assert mailed.there() == {"Refused": 1}


def test_who_may_send_by_now_is_taken_when_the_letter_is_moved_back(mailed: Post, office: Office, note: Path):
    mailed.put(letter(note, sender="eve@elsewhere.example"))
    mailed.work(office)
    _set(mailed, '"kite.example"', '"kite.example", "elsewhere.example"')
    mailed.bring_back("Refused")
    with at_work(mailed.root, MONDAY) as again:
        assert mailed.work(again) == ["visits.docx: accepted"]


PROGRAMS = [
    {"Auto_Submitted": "auto-replied"},
    {"Precedence": "bulk"},
    {"List_Id": "<news.kite.example>"},
    {"X_Auto_Response_Suppress": "All"},
    {"sender": "no-reply@kite.example"},
]


@pytest.mark.parametrize("headers", PROGRAMS)
def test_programs_may_send_and_are_never_answered(mailed: Post, office: Office, note: Path, headers: dict[str, str]):
    mailed.put(letter(note, **headers))
    assert mailed.work(office) == ["visits.docx: accepted"]
    assert mailed.arrived.raw == []


def test_two_programs_do_not_write_to_each_other_for_ever(mailed: Post):
    _set(mailed, 'host = "127.0.0.1"\nport', 'answers_an_hour = 2\nhost = "127.0.0.1"\nport', once=True)
    for n in range(4):
        mailed.put(letter(Message_ID=f"<{n}@string.example>", Subject=f"Number {n}"))
    with at_work(mailed.root, MONDAY) as again:
        mailed.work(again)
    assert len(mailed.arrived.raw) == 2


def test_the_text_of_a_letter_without_a_file_is_told_to_the_role(mailed: Post, office: Office):
    mailed.put(letter())
    mailed.work(office)
    assert "From: Lan <lan@string.example>" in told(mailed.root)
    assert "Please find our note attached." in told(mailed.root)
    assert "no file attached" in mailed.arrived.letters[0].get_content()


def test_files_of_one_name_are_both_dropped(mailed: Post, office: Office, note: Path, tmp_path: Path):
    other = tmp_path / "other" / "visits.docx"
    other.parent.mkdir()
    typing.write(note, {"/customer/name": "Kite calls"}, other)
    mailed.put(letter(note, other))
    assert sorted(mailed.work(office)) == ["visits (2).docx: accepted", "visits.docx: accepted"]


def test_only_letters_that_the_own_server_vouches_for_are_taken_where_that_is_asked(mailed: Post, note: Path):
    _set(mailed, 'role = "sales"', 'role = "sales"\nauthenticated_by = "mx.boat.example"')
    found = "mx.boat.example; dkim=pass header.d=string.example; spf=fail smtp.mailfrom=string.example"
    forged = "mx.evil.example; dmarc=pass header.from=string.example"
    mailed.put(letter(note, Authentication_Results=forged))
    mailed.put(letter(note, Message_ID="<2@string.example>", Authentication_Results=found))
    with at_work(mailed.root, MONDAY) as again:
        assert mailed.work(again) == ["visits.docx: accepted"]
    assert mailed.there() == {"Done": 1, "Refused": 1}


def test_a_letter_that_is_too_large_is_not_even_fetched(mailed: Post, tmp_path: Path):
    _set(mailed, 'host = "127.0.0.1"\nport', 'letter_mb = 1\nhost = "127.0.0.1"\nport', once=True)
    large = tmp_path / "large.docx"
    large.write_bytes(b"x" * 1_000_000)
    mailed.put(letter(large))
    with at_work(mailed.root, MONDAY) as again:
        mailed.work(again)
    assert "larger than 1 MB" in mailed.arrived.letters[0].get_content()
    assert mailed.there() == {"Refused": 1}


def test_a_server_that_is_down_is_told_and_tried_again(mailed: Post, note: Path):
    mailed.put(letter(note))
    port = f"port = {mailed.imap}"
    _set(mailed, port, "port = 9")
    with at_work(mailed.root, MONDAY) as down:
        assert post.fetch(down.room).taken == []
        assert "127.0.0.1 cannot be reached" in down.incidents()[0].say("en")
    _set(mailed, "port = 9", port)
    with at_work(mailed.root, MONDAY) as up:
        assert mailed.work(up) == ["visits.docx: accepted"]
        assert up.incidents() == []


def test_killed_anywhere_nothing_is_lost_dropped_twice_or_answered_twice(mailed: Post, note: Path):
    """The post is killed before each of its acts, a letter each, until it is through."""
    _set(mailed, 'host = "127.0.0.1"\nport', 'answers_an_hour = 1000\nhost = "127.0.0.1"\nport', once=True)
    for n in range(1, 400):
        mailed.put(letter(note, Message_ID=f"<{n}@string.example>", Subject=f"Visit {n}"))
        hook = Killed(n)
        with at_work(mailed.root, MONDAY) as office, suppress(Stop):
            with files.acts(hook):
                post.fetch(office.room)
            office.watcher.once()
            with files.acts(hook):
                post.send(office.room)
        with at_work(mailed.root, MONDAY) as office:
            mailed.work(office)
        if hook.left > 0:
            break
    answers = [message_from_bytes(one, policy=policy.default) for one in mailed.arrived.raw]
    answered = sorted({one["Subject"] for one in answers})
    assert answered == sorted(f"Re: Visit {k}" for k in range(1, n + 1))
    assert len(answers) - len(answered) == 2  # killed between the server's answer and the commit of the note of it
    assert mailed.there() == {"Done": n}
    assert _drops(mailed) == n


def _drops(mailed: Post) -> int:
    with at_work(mailed.root, MONDAY) as office:
        return len(office.room.ledger.drops_from("sales", 0, 1000))


def _set(mailed: Post, old: str, new: str, *, once: bool = False) -> None:
    path = mailed.root / "casedrop.toml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1 if once else -1))
