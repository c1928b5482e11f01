"""The mail servers and mailboxes that settings name, and their passwords."""

from __future__ import annotations

import os
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from casedrop.desk.room import Room
from casedrop.language import messages
from casedrop.language.problem import Json, Texts
from casedrop.workspace.settings import Settings

SECONDS = 20.0
"""How long a server may take for one step."""
LETTER_MB = 35
ANSWERS_AN_HOUR = 20
EVERY_SECONDS = 60.0


class MailDown(Exception):  # noqa: N818 - the situation is the name
    """A mail server that cannot be reached, or lets nobody in; `words` say so in each language."""

    def __init__(self, words: Texts) -> None:
        super().__init__(words["en"])
        self.words = words


@dataclass(frozen=True, slots=True)
class Server:
    """A mail server and how it is spoken to."""

    host: str
    port: int
    security: str
    user: str
    password_env: str
    password_file: str


@dataclass(frozen=True, slots=True)
class Box:
    """A mailbox whose letters are taken in. `senders` are those who may send to it, `authenticated_by` the server that must vouch
    for them ("": none need)."""

    name: str
    server: Server
    folder: str
    role: str
    address: str
    senders: tuple[str, ...]
    authenticated_by: str


def boxes(settings: Settings) -> list[Box]:
    """The mailboxes, in their order."""
    return [_box(said) for said in settings.mail.get("box", ())]


def outgoing(settings: Settings) -> Server | None:
    """The server that sends letters; None if none is named."""
    said = settings.mail
    return _server(said, {"tls": 465, "starttls": 587, "none": 587}) if "host" in said else None


def password(room: Room, server: Server) -> str:
    """The password for a server. Raises MailDown if it is not where the settings say."""
    if server.password_env:
        found, where = os.environ.get(server.password_env, ""), server.password_env
    else:
        path = room.workspace.settings.state / (server.password_file or "mail.password")
        found = path.read_text(encoding="utf-8").partition("\n")[0].strip() if path.is_file() else ""
        where = str(path.name)
    if not found:
        raise MailDown(messages.in_each_language("mail.no_password", host=server.host, where=where))
    return found


def down(host: str, error: Exception) -> MailDown:
    """That a server is down, by what its library raised."""
    return MailDown(messages.in_each_language("mail.down", host=host, why=str(error) or type(error).__name__))


def secrecy() -> ssl.SSLContext:
    """How lines to servers are kept secret: by certificates this machine trusts."""
    return ssl.create_default_context()


@contextmanager
def setting_aside(room: Room, name: str) -> Iterator[None]:
    """A context in which a letter that fails holds up no other: it is set aside with a word to the keeper. What keeps back
    all letters of a server (MailDown) goes on."""
    try:
        yield
    except MailDown:
        raise
    except Exception as error:
        room.incidents.record("mail", name, error)


def _box(said: Mapping[str, Json]) -> Box:
    return Box(
        name=said["name"],
        server=_server(said, {"tls": 993, "starttls": 143, "none": 143}),
        folder=said.get("folder", "INBOX"),
        role=said["role"],
        address=said["address"].casefold(),
        senders=tuple(one.casefold() for one in said["from"]),
        authenticated_by=said.get("authenticated_by", ""),
    )


def _server(said: Mapping[str, Json], ports: Mapping[str, int]) -> Server:
    security = said.get("security", "tls")
    names = ("user", "password_env", "password_file")
    return Server(said["host"], said.get("port", ports[security]), security, *(said.get(name, "") for name in names))
