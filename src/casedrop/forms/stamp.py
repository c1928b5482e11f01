"""The stamp: what casedrop writes into a document it issues, signed so that a forged or foreign one is told apart."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Letters of a check code: no 0 O 1 I, which people mistake for each other (documents.md 1)."""

ANEW = "+"
"""In place of a number, on a shelf form handed back: it opens a case of its own though the customer has one open."""

READABLE = re.compile(rf"([A-Z]{{2,4}})-v(\d+) · (\S+) · ([{ALPHABET}]{{4}}-[{ALPHABET}]{{4}})")
_HEAD = "cd1"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a document says of itself. `part` is the stage whose answers it asks for ("" on opening), `issue` the case's
    version at which it was issued (0 on the shelf), `case` is "" for a form from the shelf. `accepts` is the digest of the
    changes to its printed words with which it may be dropped again (`forms.wording`)."""

    form: str
    version: int
    lang: str
    case: str = ""
    part: str = ""
    issue: int = 0
    number: str = ""
    copy: str = ""
    accepts: str = field(default="", metadata={"how": "bare"})  # in JSON left out where empty (cases.dataclass_json)


def write(stamp: Stamp, key: bytes) -> str:
    """The stamp as one line of text, signed with the workspace's key."""
    said = {k: v for k, v in asdict(stamp).items() if k != "accepts" or v}
    body = ";".join([_HEAD, *(f"{k}={v}" for k, v in said.items())])
    return f"{body};sig={_sign(body, key)}"


def parse(text: str) -> Stamp | None:
    """What the line says, its signature unchecked; None if it is no stamp."""
    head, _, rest = text.partition(";")
    pairs = dict(p.partition("=")[::2] for p in rest.split(";"))
    try:
        return (
            Stamp(
                form=pairs["form"],
                version=int(pairs["version"]),
                lang=pairs["lang"],
                case=pairs["case"],
                part=pairs["part"],
                issue=int(pairs["issue"]),
                number=pairs["number"],
                copy=pairs["copy"],
                accepts=pairs.get("accepts", ""),
            )
            if head == _HEAD
            else None
        )
    except (KeyError, ValueError):
        return None


def genuine(text: str, key: bytes, recorded: Iterable[str] = ()) -> bool:
    """Whether this workspace wrote the line, letter by letter: its key signed it, or it is one of those `recorded`.

    A key that was lost with its ledger signs no more; what it signed stands in the archive.
    """
    body, _, signature = text.rpartition(";sig=")
    return hmac.compare_digest(_sign(body, key).encode(), signature.encode()) or text in recorded


def check_code(code: str, stamp: Stamp, key: bytes) -> str:
    """The eight letters that stand beside the number (`R6TB-2HXE`): 40 bits of a MAC over form, number, issue and copy."""
    text = f"{code}-v{stamp.version}|{stamp.number}|{stamp.issue}|{stamp.copy}"
    bits = int.from_bytes(hmac.digest(key, text.encode(), hashlib.sha256)[:5], "big")
    letters = "".join(ALPHABET[bits >> shift & 31] for shift in range(35, -1, -5))
    return f"{letters[:4]}-{letters[4:]}"


def readable(code: str, stamp: Stamp, key: bytes) -> str:
    """The id people can read at the foot of a page: `CA-v1 · PT-2026-0118 · R6TB-2HXE`; a shelf form says only `CA-v1`."""
    if not stamp.number:
        return f"{code}-v{stamp.version}"
    return spelled(code, stamp, check_code(code, stamp, key))


def spelled(code: str, stamp: Stamp, check: str) -> str:
    """The readable id of a numbered document with the check code it was given."""
    return f"{code}-v{stamp.version} · {stamp.number} · {check}"


def by_foot(foot: str, code: str, issued: Iterable[tuple[Stamp, str]]) -> Stamp | None:
    """The one of the issued stamps, each with its check code as it was given, whose readable id stands in the text.

    None if none does. This is how a document is known whose properties a program dropped.
    """
    return next((s for s, check in issued if s.number and spelled(code, s, check) in foot), None)


def _sign(body: str, key: bytes) -> str:
    return base64.b32encode(hmac.digest(key, body.encode(), hashlib.sha256)[:20]).decode()
