"""An archive made to grow: a case's folder, written down again and again under other numbers, for other customers, each journal
with a chain of its own and each file in its manifest."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

import msgspec

from casedrop.store import journal, manifest
from casedrop.store.archive import CASE_JSON
from casedrop.store.records import Entry


def replicate(root: Path, folder: str, customer: str, start: int, times: int) -> None:
    """Write a case's folder of the archive below `root` down so many `times` more, numbered from `start` on, its customer's name
    with that number behind. Each drop has bytes of its own; documents keep theirs."""
    place = root / folder
    said = msgspec.json.encode(journal.read(root, folder).entries).decode()
    files = {path.name: path.read_bytes() for path in place.iterdir() if path.name not in (journal.NAME, manifest.NAME)}
    for n in range(start, start + times):
        words = {folder.rsplit("/", 1)[1]: f"{_prefix(folder)}{n}", customer: f"{customer} {n}"}
        held = {name: data + b"\n%d" % n if "-in-" in name else data for name, data in files.items()}
        words |= {_sha(data): _sha(held[name]) for name, data in files.items() if held[name] != data}
        held[CASE_JSON] = _again(files[CASE_JSON].decode(), words, n).encode()
        _write(root, f"{folder.rsplit('/', 1)[0]}/{_prefix(folder)}{n}", _again(said, words, n), held)


def _prefix(folder: str) -> str:
    return folder.rsplit("/", 1)[1].rstrip("0123456789")


def _again(text: str, words: Mapping[str, str], n: int) -> str:
    """A text of the case as one of another: its words changed, also where a customer's key says them, and the number it drew."""
    for old, new in words.items():
        text = re.sub(rf"{re.escape(old)}(?![0-9])", new, text).replace(f'"{_key(old)}"', f'"{_key(new)}"')
    return re.sub(r'("drawn": ?\{\s*"n": ?)\d+', rf"\g<1>{n}", text)


def _key(name: str) -> str:
    return name.casefold().replace(" ", "")


def _write(root: Path, folder: str, said: str, files: Mapping[str, bytes]) -> None:
    """Write a folder: its files, its journal with the entries said (JSON), its manifest."""
    text, head = b"", journal.seed(folder)
    for entry in msgspec.json.decode(said, type=list[Entry]):
        line, head = journal.line(entry, head)
        text += line
    place = root / folder
    place.mkdir()
    held = {**files, journal.NAME: text}
    for name, data in held.items():
        (place / name).write_bytes(data)
    manifest_ = "".join(f"{_sha(data)}  {name}\n" for name, data in sorted(held.items()))
    (place / manifest.NAME).write_text(manifest_, encoding="utf-8")


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
