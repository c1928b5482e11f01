"""A mail server of this run alone (Dovecot, and a place where sent letters arrive), and a small office with a mailbox."""

from __future__ import annotations

import getpass
import grp
import imaplib
import itertools
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from casedrop.language import similarity
from casedrop.mail import post
from casedrop.store.records import CustomerRow
from crash.small import FLOW, MONDAY, Office, at_work, made
from once import once

PASSWORD = "paper-boat"  # noqa: S105 - of a server that lives as long as the tests
_users = itertools.count(1)
CONF = """
protocols = imap
listen = 127.0.0.1
base_dir = {place}/run
state_dir = {place}/state
log_path = {place}/log
ssl = no
disable_plaintext_auth = no
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
mail_location = maildir:{place}/mail/%u
mail_fsync = never
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={place}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
"""


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="session")
def dovecot() -> Iterator[tuple[int, Path]]:
    """The port of a Dovecot and the folder of its mailboxes; any user gets in with the one password."""
    program = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin")
    if program is None:
        pytest.skip("no Dovecot is installed (apt-get install dovecot-imapd)")
    place, port = Path(tempfile.mkdtemp(prefix="dovecot-")), free_port()
    name = "nobody" if os.geteuid() == 0 else getpass.getuser()
    user = pwd.getpwnam(name)
    said = {"user": name, "group": grp.getgrgid(user.pw_gid).gr_name, "uid": user.pw_uid, "gid": user.pw_gid}
    place.chmod(0o755)
    for folder in ("mail", "run", "state"):
        (place / folder).mkdir()
        if os.geteuid() == 0:
            os.chown(place / folder, user.pw_uid, user.pw_gid)
    (place / "conf").write_text(CONF.format(place=place, port=port, password=PASSWORD, **said))
    server = subprocess.Popen([program, "-F", "-c", str(place / "conf")])
    try:
        _await(port, server, place)
        yield port, place / "mail"
    finally:
        server.terminate()
        server.wait(10)
        shutil.rmtree(place, ignore_errors=True)


def _await(port: int, server: subprocess.Popen[bytes], place: Path) -> None:
    for _ in range(200):
        if server.poll() is not None:
            break
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)  # a server that begins says so to nobody
    pytest.skip(
        f"Dovecot does not begin here: {(place / 'log').read_text()[-300:] if (place / 'log').exists() else ''}"
    )


@dataclass
class Sent:
    """What arrives at the place where letters are sent to; `answers` are given before it takes a letter again, `sender` to who
    says from whom one comes."""

    raw: list[bytes] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    sender: str = "250 OK"
    has_some: threading.Event = field(default_factory=threading.Event)

    async def handle_MAIL(  # noqa: N802 - its name there
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        envelope.mail_from = address if self.sender.startswith("250") else None
        return self.sender

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - its name there
        if self.answers:
            return self.answers.pop(0)
        assert isinstance(envelope.content, bytes)
        self.raw.append(envelope.content)
        self.has_some.set()
        return "250 taken"

    @property
    def letters(self) -> list[EmailMessage]:
        return [message_from_bytes(one, policy=policy.default) for one in self.raw]


@pytest.fixture
def sent() -> Iterator[tuple[Sent, int]]:
    """Where sent letters arrive, and its port."""
    there = Sent()
    controller = Controller(there, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield there, controller.port
    controller.stop()


@dataclass
class Post:
    """An office with a mailbox of its own: `arrived` is what it sent."""

    root: Path
    imap: int
    user: str
    mails: Path
    arrived: Sent

    def put(self, data: bytes, folder: str = "INBOX") -> None:
        """Let a letter lie in the mailbox."""
        with self.signed_in() as line:
            assert line.append(folder, "", "", data)[0] == "OK"

    def signed_in(self) -> imaplib.IMAP4:
        line = imaplib.IMAP4("127.0.0.1", self.imap)
        line.login(self.user, PASSWORD)
        return line

    def there(self) -> dict[str, int]:
        """How many letters lie in each folder that has some."""
        with self.signed_in() as line:
            found = {}
            for folder in ("INBOX", "Done", "Refused"):
                status, said = line.select(folder, readonly=True)
                found[folder] = int(said[0] or 0) if status == "OK" else 0
        return {name: n for name, n in found.items() if n}

    def renumber(self) -> None:
        """Let the server number its letters anew, as one does that was restored: under another UIDVALIDITY."""
        for known in (self.mails / self.user).glob("dovecot*"):
            known.unlink()

    def bring_back(self, folder: str = "Done") -> None:
        """Let the letters that were filed away lie in the inbox again, as in a mailbox that was restored."""
        with self.signed_in() as line:
            line.select(folder)
            line.copy("1:*", "INBOX")

    def work(self, office: Office) -> list[str]:
        """A round of the post, one of the desk, one more of the post; what was heard of drops."""
        post.fetch(office.room)
        office.watcher.once()
        post.send(office.room)
        return office.heard


MAIL = """
[watch]
quiet_seconds = 0.000001
[mail]
address = "office@boat.example"
host = "127.0.0.1"
port = {smtp}
security = "none"
[[mail.box]]
name = "visits"
host = "127.0.0.1"
port = {imap}
security = "none"
user = "{user}"
password_env = "PAPER_BOAT_PASSWORD"
role = "sales"
address = "visits@boat.example"
from = ["customers", "kite.example"]
[customers]
form = "none"
rows = "rows"
addresses = ["contact.email"]
"""
KITE = CustomerRow(
    f"~{similarity.key('Kite visits')}",
    similarity.key("Kite visits"),
    "",
    "",
    listed=True,
    ways=["Kite visits", "", ""],
    rows=[{"customer": {"name": "Kite visits"}, "contact": {"email": "lan@string.example"}}],
)
"""The customer of the filled form, whose address is known."""


def _office(root: Path) -> None:
    made(root / "office")


@pytest.fixture
def mailed(
    tmp_path: Path, dovecot: tuple[int, Path], sent: tuple[Sent, int], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Post]:
    """An office whose customers get what a visit brings out, and its mailbox."""
    shutil.copytree(once("mailed", _office), tmp_path, dirs_exist_ok=True)
    root, user = tmp_path / "office", f"u{os.getpid()}x{next(_users)}"
    settings = root / "casedrop.toml"
    settings.write_text(settings.read_text() + MAIL.format(smtp=sent[1], imap=dovecot[0], user=user))
    flow = root / "forms" / "visits" / "flow.yaml"
    flow.write_text(flow.read_text().replace("to: sales, with", "to: customer, with"))
    assert "to: customer" in flow.read_text(), FLOW
    monkeypatch.setenv("PAPER_BOAT_PASSWORD", PASSWORD)
    with at_work(root, MONDAY) as office, office.room.ledger.transaction() as tx:
        tx.put_customer(KITE)
    yield Post(root, dovecot[0], user, dovecot[1], sent[0])


def letter(*files: Path, sender: str = "Lan <lan@string.example>", **headers: str) -> bytes:
    """A letter to the office with files attached."""
    message = EmailMessage(policy=policy.SMTP)
    said = {"From": sender, "To": "visits@boat.example", "Subject": "Our visit", "Message-ID": "<1@string.example>"}
    for name, value in {**said, **{key.replace("_", "-"): value for key, value in headers.items()}}.items():
        message[name] = value
    message.set_content("Please find our note attached.")
    for path in files:
        message.add_attachment(path.read_bytes(), maintype="application", subtype="octet-stream", filename=path.name)
    return message.as_bytes()
