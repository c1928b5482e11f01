"""What this machine lacks, and the command that installs it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

from casedrop.desk import causes
from casedrop.desk.admin import permissions
from casedrop.desk.effects.pdfs import unmade
from casedrop.desk.libreoffice.convert import converter
from casedrop.desk.notices import channels
from casedrop.desk.reading.process import confinement
from casedrop.desk.recovery.behind import behind, lacking
from casedrop.desk.room import Room
from casedrop.language.problem import Problem
from casedrop.store.errors import NetworkShare, Trouble
from casedrop.store.ledger import Ledger
from casedrop.store.mounts import refuse_share
from casedrop.workspace import country
from casedrop.workspace.workspace import Workspace

FACES = {
    "Times New Roman": ("Liberation Serif", "Ế"),
    "Arial": ("Liberation Sans", "Ế"),
    "Courier New": ("Liberation Mono", "·"),
    "SimSun": ("Noto Serif CJK SC", "骨"),
    "PMingLiU": ("Noto Serif CJK TC", "骨"),
    "Microsoft YaHei": ("Noto Sans CJK SC", "骨"),
    "Microsoft JhengHei": ("Noto Sans CJK TC", "骨"),
}
"""The faces our documents name, the free ones that stand in for them on Debian (documents.md 2), and a letter each must have:
Liberation before version 2 lacks the Vietnamese ones."""

READERS = {
    "files": ("doctor.reader-files", "other files"),
    "network": ("doctor.reader-network", "networks"),
    "processes": ("doctor.reader-processes", "beginning processes"),
}
"""What a process that reads a dropped file is held back from: what is said if it is not, and its name."""

SERVER = "Ledger on a server"
"""What is looked at there, in one word."""
NAMED = 3
"""Folders that are named of those everybody may look into."""
MEND_FONTS = "apt-get install fonts-liberation2 fonts-noto-cjk (from Debian 13: fonts-liberation fonts-noto-cjk)"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the doctor looked at: whether it is well, what was found, and how to mend it."""

    name: str
    well: bool
    found: str
    mend: str = ""


def examine(workspace: Workspace | None) -> list[Finding]:
    """Everything looked at, in order; needs no workspace."""
    found = [_python(), _office(), *_fonts(), *_readers()]
    return [*found, *_places(workspace)] if workspace else found


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding("Python 3.11 or newer", sys.version_info >= (3, 11), version, "apt-get install python3.11")


def _office() -> Finding:
    program = converter()
    mend = "apt-get install --no-install-recommends libreoffice-writer-nogui libreoffice-calc-nogui"
    return Finding("LibreOffice, for PDFs", program is not None, program or "not found; PDFs wait", mend)


def _fonts() -> Iterator[Finding]:
    match = shutil.which("fc-match")
    if match is None:
        yield Finding("fontconfig", False, "not found", "apt-get install fontconfig")
        return
    with resources.as_file(resources.files("casedrop.desk.libreoffice").joinpath("fonts.conf")) as config:
        for face, (wanted, letter) in FACES.items():
            command = [match, "--format", "%{family[0]}", f"{face}:charset={ord(letter):x}"]
            env = {"FONTCONFIG_FILE": str(config), "PATH": "/usr/bin:/bin"}
            got = subprocess.run(command, env=env, capture_output=True, text=True, check=False).stdout  # noqa: S603
            yield Finding(
                f"Font {face}", got in (wanted, face), got, "apt-get install fonts-liberation2 fonts-noto-cjk"
            )


def _readers() -> Iterator[Finding]:
    """What the processes that read dropped files are held back from: found by one that tries (L8)."""
    with tempfile.NamedTemporaryFile(prefix="casedrop-doctor-") as secret:
        held = confinement(Path(secret.name))
    for name, (code, told) in READERS.items():
        lacking, mend = Problem(code).halves("en")
        is_held = getattr(held, name)
        yield Finding(f"Readers kept from {told}", is_held, "by the kernel" if is_held else lacking, mend)


def _places(workspace: Workspace) -> Iterator[Finding]:
    yield _server(workspace) if is_on_server(workspace) else _state(workspace)
    yield _folders(workspace)
    yield _calendar(workspace)
    if workspace.settings.notify:
        yield _channels(workspace)


def _state(workspace: Workspace) -> Finding:
    """Whether the ledger's file lies where its locks can be trusted."""
    state = workspace.settings.state
    try:
        refuse_share(state)
    except NetworkShare as error:
        return Finding("State folder on a local disk", False, str(error), "set ledger.state in casedrop.toml")
    return Finding("State folder on a local disk", True, str(state))


def is_on_server(workspace: Workspace) -> bool:
    """Whether the settings say that the ledger is on a server."""
    return not workspace.settings.url.startswith("sqlite:")


def _server(workspace: Workspace) -> Finding:
    """Whether the server that holds the ledger can be worked with: driver, way, password, tables (L13)."""
    try:
        ledger = Ledger.open(workspace.settings.url, datetime.now(UTC))
    except (Trouble, OSError) as error:
        return Finding(SERVER, False, causes.describe(error), "do what is said; docs/postgresql.md says more")
    ledger.close()
    return Finding(SERVER, True, ledger.name)


def _folders(workspace: Workspace) -> Finding:
    """Whether what one role may not see can be kept from it where the outbox lies, and what everybody may look into now."""
    name = "Folders that can be kept apart"
    if os.name == "nt":
        return Finding(name, True, "by the permissions of Windows, see docs/folders.md")
    if not workspace.outbox.is_dir():
        return Finding(name, True, "no outbox yet")
    try:
        if not permissions.keeps_modes(workspace.outbox):
            mend = (
                "set the permissions where the folder is shared (docs/folders.md), or move the workspace to such a disk"
            )
            return Finding(name, False, "this file system does not keep who may read a folder", mend)
        how = "by groups and access control lists" if permissions.keeps_lists(workspace.outbox) else "by groups"
    except OSError as error:
        return Finding(name, False, str(error), "let casedrop write into the outbox")
    there = permissions.open_to_all(workspace)
    return Finding(name, True, f"{how}; open to everybody on this machine: {_some(there)}" if there else how)


def _some(names: list[str]) -> str:
    """The first few names, and how many there are; what to do about them."""
    more = f" … ({len(names)})" if len(names) > NAMED else ""
    return f"{', '.join(names[:NAMED])}{more} (docs/folders.md says how to close them)"


def _calendar(workspace: Workspace) -> Finding:
    """Which calendar counts the company's working time, and of which country's public holidays it knows (W28)."""
    settings, name = workspace.settings, str(workspace.settings.company.get("calendar", ""))
    known = settings.calendars.get(name, {}).get("country", "no country")
    follows = country.usual(settings.company, settings.calendars) == name
    found = f"{name}, public holidays of {known}{f', as in {settings.zone.key}' if follows else ''}" if name else "none"
    mend = "casedrop.toml: name one of [calendars] in [company], or give [calendars] one of the country of the company's zone"
    return Finding("Calendar of the company", workspace.book.calendar is not None, found, mend)


def _channels(workspace: Workspace) -> Finding:
    """Whether it is said where the channels of notices lead, for no other eyes, and what sends them is installed."""
    wrong = [problem.halves("en") for problem in channels.problems(workspace)]
    found, mend = (
        (" ".join(dict.fromkeys(half)) for half in zip(*wrong, strict=True)) if wrong else ("all lead somewhere", "")
    )
    return Finding("Channels of notices", not wrong, found, mend)


def memory(room: Room) -> Finding:
    """Whether the ledger knows everything the archive holds, and the archive holds everything that the ledger recorded; if not,
    how to get those that belong together (F4, F5, L5)."""
    newer, missing = behind(room), lacking(room)
    older = [f"older than the archive: {', '.join(newer[:3])}"] if newer else []
    older += [f"newer than the archive: {', '.join(missing[:3])}"] if missing else []
    mend = "restore the ledger and the archive that belong together, or move the ledger away and run: casedrop rebuild"
    said = "; ".join(older) or "knows all that the archive holds"
    return Finding("Ledger as new as the archive", not older, said, mend)


def papers(room: Room) -> Finding:
    """Whether every document whose PDFs were tried has them; if not, how many wait for theirs, and why."""
    waits = Counter(entry.why for entry in unmade(room))
    found = "; ".join(f"{number} × {why}" for why, number in waits.most_common())
    mend = "mend what is said (casedrop case ID says it of each document), then run: casedrop run"
    total = f"{waits.total()} documents wait" if waits.total() != 1 else "1 document waits"
    return Finding("PDFs of what was issued", not waits, f"{total}: {found}" if waits else "none waits", mend)
