"""Whether the file system can keep roles apart, and whether it does: who may look into which folder (W19)."""

from __future__ import annotations

import os
import stat
import struct
import tempfile
from collections.abc import Iterator
from pathlib import Path

from casedrop.cases.audience import CUSTOMERS
from casedrop.desk.outbox.keeper import NAME
from casedrop.workspace.workspace import Workspace

ACL = "system.posix_acl_default"
NOBODY = 0xFFFFFFFF
"""What stands for nobody in particular in an entry of an access control list."""


def keeps_modes(folder: Path) -> bool:
    """Whether a folder below `folder` can be closed to all but its owner; raises OSError if none can be made there."""
    with tempfile.TemporaryDirectory(prefix=".casedrop-", dir=folder) as probe:
        Path(probe).chmod(0o700)
        return not _others(Path(probe), stat.S_IRWXG | stat.S_IRWXO)


def keeps_lists(folder: Path) -> bool:
    """Whether a folder below `folder` takes an access control list, by which several groups may read it."""
    setter = getattr(os, "setxattr", None)
    if setter is None:
        return False
    with tempfile.TemporaryDirectory(prefix=".casedrop-", dir=folder) as probe:
        try:
            setter(probe, ACL, _access_list())
        except OSError:
            return False
        return True


def open_to_all(workspace: Workspace) -> list[str]:
    """The folders that are one role's, the customers' or the keeper's, and that everybody on this machine may read."""
    there = (path for path in apart(workspace) if path.is_dir() and _others(path, stat.S_IROTH))
    return [path.relative_to(workspace.root).as_posix() for path in there]


def apart(workspace: Workspace) -> Iterator[Path]:
    """The folders that some may look into and others not."""
    roles = list(workspace.settings.roles)
    yield from (workspace.inbox / workspace.settings.folder(role) for role in roles)
    yield from (workspace.out(whose) for whose in (*roles, CUSTOMERS, NAME))
    yield workspace.archive


def _others(path: Path, bits: int) -> bool:
    return bool(path.stat().st_mode & bits)


def _access_list() -> bytes:
    """The least list there is: owner, group and a mask may everything, others nothing, as Linux keeps it."""
    entries = ((0x01, 7), (0x04, 7), (0x10, 7), (0x20, 0))
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", tag, bits, NOBODY) for tag, bits in entries)
