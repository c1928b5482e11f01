"""What a system is told so that it runs casedrop: a unit of systemd, or a task of Windows."""

from __future__ import annotations

import getpass
from pathlib import Path

UNIT = """\
[Unit]
Description=casedrop, {name}
After=local-fs.target network-online.target
Wants=network-online.target
RequiresMountsFor={mounts}

[Service]
User={user}
ExecStart={program} -w {root} watch
Restart=on-failure
RestartSec=10
TimeoutStopSec=10
UMask=0007
NoNewPrivileges=yes

[Install]
WantedBy=multi-user.target
"""
TASK = """\
schtasks /Create /TN casedrop /SC ONSTART /RU SYSTEM /F /TR "\\"{program}\\" -w \\"{root}\\" watch --log-file \\"{log}\\""
schtasks /Run /TN casedrop
"""


def text(system: str, program: str, settings: Path, name: str, user: str | None) -> str:
    """What `systemd` or `windows` is told to run a program in the workspace whose settings are named, for an office of that name;
    under a user's name (systemd), else under that of whoever asks. Its log goes to systemd's journal, or (Windows) into
    `state/casedrop.log`."""
    root = settings.parent.resolve()
    if system == "windows":
        return TASK.format(program=program, root=root, log=root / "state" / "casedrop.log")
    said = {"program": _quoted(program), "root": _quoted(str(root)), "mounts": _quoted(str(root))}
    return UNIT.format(**said, name=" ".join(name.split()).replace("%", "%%"), user=user or getpass.getuser())


def _quoted(word: str) -> str:
    """A word as systemd reads it: it takes `%` for one of its own names, and `$` for a variable."""
    plain = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{plain}"'
