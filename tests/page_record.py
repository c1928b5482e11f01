"""What is measured on the pages of every form, one line a form, language and hand, in a file of the repository: pages are
rendered once for what they show, on whatever machine, and not again until that changes."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path

from casedrop.calendar.dates import moment
from casedrop.desk.authoring.preview import BLANK, LONGEST, SAMPLE, PreviewedForm, printed
from casedrop.desk.authoring.preview import view as filled
from casedrop.desk.room import Room, open_room
from casedrop.formats import zips
from casedrop.formats.pdf.pages import opened
from casedrop.formats.registry import printable
from casedrop.forms.form import Form
from casedrop.language.problem import LANGS
from casedrop.workspace.workspace import usable

ROOT = Path(__file__).parents[1]
RECORD = ROOT / "docs" / "pages.tsv"
KNOWN = ROOT / "tests" / "pages_known.toml"
HANDS = (SAMPLE, BLANK, LONGEST)
HEAD = "form\tlang\thand\tdigest\tpages\tfindings"
_MEASURES = ("formats/pdf/measures", "desk/libreoffice")
"""The code that makes pages of files, and findings of pages."""
Key = tuple[str, str, str]
"""Form, language, hand."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What was measured: the digest of what was printed, how many pages it has, and each finding and its page: `page.thin@2`."""

    form: str
    lang: str
    hand: str
    digest: str
    pages: int
    findings: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """What there is one entry of."""
        return self.form, self.lang, self.hand

    @property
    def codes(self) -> set[str]:
        """What was found, without where."""
        return {finding.split("@")[0] for finding in self.findings}

    def line(self) -> str:
        """The entry as it stands in the file."""
        return "\t".join([*self.key, self.digest, str(self.pages), " ".join(self.findings)])


def read(path: Path = RECORD) -> dict[Key, Entry]:
    """The entries of a file; none if there is no file."""
    lines = path.read_text(encoding="utf-8").splitlines()[1:] if path.is_file() else []
    return {entry.key: entry for entry in map(_entry, lines)}


def save(entries: Iterable[Entry], path: Path = RECORD) -> None:
    """Write the file, whole or not at all."""
    beside = path.with_suffix(".part")
    lines = sorted(entry.line() for entry in entries)
    beside.write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
    beside.replace(path)


def known() -> dict[tuple[str, str], str]:
    """The findings that may stand, (form, code), each with its reason."""
    rows = tomllib.loads(KNOWN.read_text(encoding="utf-8")).get("known", [])
    return {(form, row["code"]): row["why"] for row in rows for form in row["forms"]}


def room_of(state: Path) -> Room:
    """The repository as a workspace on a fixed day, with a key everybody knows; what a desk keeps lies in a folder `state`."""
    workspace = usable(ROOT)
    workspace = replace(
        workspace, settings=replace(workspace.settings, state=state, url=f"sqlite:///{state}/ledger.db")
    )
    made = open_room(workspace, lambda: moment("2026-11-28 09:00", workspace.settings.zone))
    return replace(made, key=bytes(32))


def views(room: Room, hands: Sequence[str] = HANDS, only: Collection[str] = ()) -> Iterator[tuple[PreviewedForm, str]]:
    """Every form, or `only` some, in every language by some hands, filled and not printed yet, each with its digest."""
    for form in (one for one in forms_of(room) if not only or one.id in only):
        for lang in LANGS:
            for hand in hands:
                one = filled(room, form, lang, hand)
                yield one, digest(one)


def forms_of(room: Room) -> list[Form]:
    """The forms there are, views of others left out."""
    return sorted((f for f in room.workspace.book.forms.values() if f.whole is None), key=lambda one: one.id)


def digest(one: PreviewedForm) -> str:
    """What tells what is printed from anything else: the parts of the file, and what measures its pages."""
    parts = zips.read_parts(printable(one.file or b"", one.form.format))
    told = sha256(_code().encode())
    for name in sorted(parts):
        told.update(name.encode())
        told.update(sha256(parts[name]).digest())
    return told.hexdigest()[:12]


@cache
def _code() -> str:
    """The digest of the code that makes findings of files."""
    source = ROOT / "src" / "casedrop"
    files = sorted(
        path for folder in _MEASURES for path in (source / folder).rglob("*") if path.suffix in (".py", ".conf")
    )
    return sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def measured(room: Room, made: Sequence[tuple[PreviewedForm, str]]) -> Iterator[Entry]:
    """The entries of some views, printed in one call of LibreOffice."""
    shown = printed(room, [one for one, _ in made])
    for one, (_, which) in zip(shown, made, strict=True):
        found = tuple(f"{p.code}@{p.place.args.get('page', 0)}" for p in one.problems)
        yield Entry(one.form.id, one.lang, one.hand, which, _pages(one.pdf), found)


def _pages(pdf: bytes | None) -> int:
    if pdf is None:
        return 0
    with opened(pdf) as document:
        return len(document)


def _entry(line: str) -> Entry:
    form, lang, hand, which, pages, findings = line.split("\t")
    return Entry(form, lang, hand, which, int(pages), tuple(findings.split()))
