"""Names of every kind, and entries of a folder that are no files."""

from __future__ import annotations

import os
import random
import socket
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path

LEFT = (
    *(
        "~$plan.docx",
        "~WRL0001.tmp",
        "plan~RF1a2b3c.TMP",
        "1A2B3C4D",
        ".~lock.plan.docx#",
        "Thumbs.db",
        "THUMBS.DB",
        "Desktop.ini",
    ),
    *(
        ".DS_Store",
        "._plan.docx",
        "a.crdownload",
        "A.PARTIAL",
        "a.pdf.part",
        "a.docx.filepart",
        ".fuse_hidden0001",
        ".nfs0001",
    ),
    *(".smbdelete01", ".syncthing.a.docx.tmp", "a.docx~", ".directory", "ehthumbs.db", "lu12.tmp"),
)
FOLDERS = (
    "#recycle",
    "@Recycle",
    "@eaDir",
    "~snapshot",
    ".snapshot",
    "$RECYCLE.BIN",
    "lost+found",
    ".Trash-1000",
    "__MACOSX",
)

NAMES = (
    b"x" * 243 + b".docx",
    ("é" * 125 + ".docx").encode(),
    ("字" * 83 + ".docx").encode(),
    ("😀" * 62 + ".docx").encode(),
    b"\xff\xfe\xfd.docx",
    b"\xed\xa0\x80.docx",
    b"two\nlines.docx",
    b"\x1b[2Jcleared.docx",
    "\u202efdp.docx".encode(),
    b"behind .docx ",
    b" before.docx",
    b"dots....docx",
    "e\u0302\u0301 decomposed.docx".encode(),
    b"CON.docx",
    b"aux",
    b"no ending",
    b"..docx.",
    b"-rf.docx",
    b"$(touch here).docx",
    b"a;b|c&d.docx",
    b"%s%n%x.docx",
    b"{{ 7 * 7 }}.docx",
    b"<script>alert(1)</script>.docx",
    b"a\tb.docx",
    b"a'b\"c.docx",
    b"back\\slash.docx",
    b"C:x.docx",
    "\ufeffmark.docx".encode(),
    "zero\u200bwidth.docx".encode(),
    "ｗｉｄｅ．ｄｏｃｘ".encode(),
)


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    with chdir(path.parent):
        socket.socket(socket.AF_UNIX).bind(path.name)


def _deep(path: Path) -> None:
    (path / "1/2/3/4/5/6").mkdir(parents=True)


def _folder(path: Path) -> None:
    path.mkdir()


ENTRIES: dict[str, Callable[[Path], object]] = {
    "pipe": _pipe,
    "socket": _socket,
    "link to nothing": lambda path: path.symlink_to("nowhere"),
    "link to itself": lambda path: path.symlink_to(path.name),
    "link outside": lambda path: path.symlink_to("/etc/hostname"),
    "link up": lambda path: path.symlink_to(".."),
    "folders without end": _deep,
    "folder like a file": _folder,
}


def name(rng: random.Random, n: int) -> bytes:
    """A name of an odd kind that no other file has."""
    odd = rng.choice(NAMES)
    return odd if len(odd) > 200 else b"%d " % n + odd
