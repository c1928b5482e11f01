"""Letters as bytes: the same letter gives the same bytes, whenever it is made."""

from __future__ import annotations

import hashlib
import mimetypes
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from casedrop.formats.mail.letter import Attachment

MARK = "X-Casedrop-Letter"
"""The header by which a draft is known again, whatever was changed in it."""
_LEFT_OUT = ("x-unsent", MARK.casefold(), "bcc")
_OURS = {"X-Auto-Response-Suppress": "All"}


@dataclass(frozen=True, slots=True)
class Post:
    """A letter to be written: `key` is its own for ever, from which its Message-ID follows. `to` may be "": nobody is known.
    `answers` is the letter it answers, `thread` those before that. `is_draft`: mail programs open it to be sent."""

    key: str
    sender: tuple[str, str]
    to: tuple[str, str]
    subject: str
    text: str
    at: datetime
    attachments: Sequence[Attachment] = ()
    answers: str = ""
    thread: Sequence[str] = ()
    is_draft: bool = False


def message_id(key: str, sender: str) -> str:
    """The Message-ID of the letter of a key, sent from an address."""
    host = sender.rpartition("@")[2] or "casedrop.invalid"
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{host}>"


def write(post: Post) -> bytes:
    """The bytes of a letter."""
    message = EmailMessage(policy=SMTP)
    message["From"] = _address(*post.sender)
    message["To"] = _address(*post.to) if post.to[1] else ""
    message["Subject"] = _line(post.subject)
    message["Date"] = format_datetime(post.at)
    message["Message-ID"] = message_id(post.key, post.sender[1])
    for name, value in _about(post).items():
        message[name] = value
    message.set_content(post.text)
    for one in post.attachments:
        kind = (mimetypes.guess_type(one.name)[0] or "application/octet-stream").split("/")
        message.add_attachment(one.data, maintype=kind[0], subtype=kind[1], filename=one.name)
    if message.is_multipart():
        message.set_boundary(f"=={hashlib.sha256(post.key.encode()).hexdigest()[:32]}==")
    return message.as_bytes()


def _about(post: Post) -> dict[str, str]:
    """The headers that say what a letter is to others."""
    if post.is_draft:
        return {"X-Unsent": "1", MARK: post.key}
    thread = " ".join(dict.fromkeys((*post.thread, post.answers)))
    said = {"In-Reply-To": post.answers, "References": thread, "Auto-Submitted": "auto-replied", **_OURS}
    return {name: value for name, value in said.items() if value}


def released(data: bytes, key: str, sender: str) -> bytes:
    """A draft as it is sent: all of it but the headers by which it was one, under the Message-ID of its key, with the line
    ends that servers ask for."""
    head, gap, body = _split(data)
    own = message_id(key, sender).encode()
    kept = [line for line in _headers(head) if _name(line) not in (*_LEFT_OUT, "message-id")]
    return re.sub(rb"\r\n|\r|\n", b"\r\n", b"\n".join([*kept, b"Message-ID: " + own]) + gap + body)


def _split(data: bytes) -> tuple[bytes, bytes, bytes]:
    found = re.search(rb"\r?\n\r?\n", data)
    return (data[: found.start()], b"\r\n\r\n", data[found.end() :]) if found else (data, b"\r\n\r\n", b"")


def _headers(head: bytes) -> list[bytes]:
    """The headers of a head, each with the lines it goes over."""
    return re.split(rb"\r?\n(?![ \t])", head.strip(b"\r\n"))


def _name(line: bytes) -> str:
    return line.partition(b":")[0].decode("ascii", "replace").strip().casefold()


def _address(name: str, address: str) -> Address | str:
    """A name and an address as a header takes them; without the name where the address is one that only old rules allow."""
    try:
        return Address(display_name=_line(name), addr_spec=address)
    except (ValueError, MessageError):
        return f"<{_line(address)}>"


def _line(text: str) -> str:
    """A text on one line, as a header must be."""
    return re.sub(r"[\x00-\x1f\x7f\u2028\u2029]+", " ", text).strip()
