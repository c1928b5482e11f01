"""The LibreOffice programs that are here: Debian's own, and a newer one unpacked beside it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

VERSIONS = ("7.4", "25.2")
CELLS = ("25.2",)
"""Of these, the ones whose Calc can be typed into without a screen: 7.4 ends at the first letter."""
HOW = {
    "7.4": "sudo apt-get install --yes --no-install-recommends libreoffice-writer-nogui libreoffice-calc-nogui python3-uno",
    "25.2": "tools/office 25.2",
}
"""The command by which each is had."""
HOME = Path("/usr/lib/libreoffice")
"""Where Debian's packages stand: their programs find their parts there only."""
_INSTEAD = 'mount --bind "$0" /usr/lib/libreoffice && exec "$@"'


@dataclass(frozen=True, slots=True)
class Program:
    """A LibreOffice: its version, the words before what must see it in its place, and what its environment needs."""

    version: str
    before: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def soffice(self) -> tuple[str, ...]:
        """The words that start it."""
        return (*self.before, str(HOME / "program" / "soffice.bin"))


def program(version: str) -> Program | None:
    """The program of a version, if it and the Python it needs are here."""
    if not HOME.is_dir() or not Path("/usr/bin/python3").is_file():
        return None
    if version == VERSIONS[0]:
        return Program(version) if _has_uno() and _said(HOME) == version else None
    unpacked = offices() / version / "usr/lib/libreoffice"
    space = _space()
    if not unpacked.is_dir() or not space:
        return None
    own = str(HOME / "program")
    environment = {
        "LD_LIBRARY_PATH": own,
        "PYTHONPATH": f"{offices() / version}/usr/lib/python3/dist-packages:{own}",
        "URE_BOOTSTRAP": f"vnd.sun.star.pathname:{own}/fundamentalrc",
    }
    return Program(version, (*space, "sh", "-c", _INSTEAD, str(unpacked)), environment)


def offices() -> Path:
    """Where newer programs are unpacked, a folder a version: `CASEDROP_OFFICES`, else in the user's cache."""
    return Path(os.environ.get("CASEDROP_OFFICES") or Path.home() / ".cache/casedrop/offices")


def _has_uno() -> bool:
    asked = subprocess.run(["/usr/bin/python3", "-c", "import uno"], capture_output=True, check=False)
    return asked.returncode == 0


def _said(home: Path) -> str:
    """The version that a program's folder states, like `7.4`."""
    found = (home / "program" / "bootstraprc").read_text(encoding="utf-8")
    return found.partition("ProductKey=LibreOffice ")[2].split("\n")[0].strip()


def _space() -> tuple[str, ...]:
    """The words that give a command a view of its own of the disk, where the system can."""
    words = ("unshare", "--mount") if os.geteuid() == 0 else ("unshare", "--user", "--map-root-user", "--mount")
    if shutil.which(words[0]) is None:
        return ()
    return words if subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0 else ()
