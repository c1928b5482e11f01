"""What kind of disk a folder is on: local, a network share, or unknown."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path, PureWindowsPath
from typing import Literal

from casedrop.store.errors import NetworkShare

Standing = Literal["local", "share", "unknown"]

# fmt: off
SHARES = frozenset((
    "9p", "afs", "autofs", "ceph", "cifs", "coda", "davfs", "fuse.davfs", "fuse.davfs2", "fuse.glusterfs",
    "fuse.rclone", "fuse.smbnetfs", "fuse.sshfs", "fuse.vmhgfs-fuse", "gfs2", "glusterfs", "lustre", "ncpfs",
    "nfs", "nfs4", "ocfs2", "orangefs", "prl_fs", "smb2", "smb3", "smbfs", "vboxsf", "vmhgfs",
))
LOCALS = frozenset((
    "apfs", "bcachefs", "btrfs", "ext2", "ext3", "ext4", "f2fs", "fuseblk", "jfs", "ntfs", "ntfs3", "overlay",
    "tmpfs", "xfs", "zfs",
))
# fmt: on

MOUNTS = Path("/proc/self/mountinfo")
DRIVE_REMOTE, DRIVE_FIXED = 4, 3


def standing(path: Path) -> tuple[Standing, str]:
    """Whether `path`, which need not exist yet, is on a local disk or a share, and the system's name for that file
    system.
    """
    if sys.platform == "win32":
        return windows_standing(str(path.absolute()), _drive_type)
    if not MOUNTS.exists():
        return "unknown", ""
    kind = mounted_kind(path.resolve().as_posix(), MOUNTS.read_text("utf-8", "surrogateescape"))
    return ("share" if kind in SHARES else "local" if kind in LOCALS else "unknown"), kind


def refuse_share(path: Path) -> Standing:
    """Where `path` is; raises NetworkShare if that is a share (faults.md H7)."""
    where, kind = standing(path)
    if where == "share":
        raise NetworkShare(path=path, kind=kind)
    return where


def mounted_kind(path: str, mountinfo: str) -> str:
    """The type of the file system an absolute path is on, by the text of /proc/self/mountinfo (proc(5)); "" if none.

    The longest mount point above the path holds, and of equals the last, which covers the others.
    """
    best, kind = "", ""
    for line in mountinfo.splitlines():
        left, _, right = line.partition(" - ")
        point = _unescaped(left.split(" ")[4])
        if _is_above(point, path) and len(point) >= len(best):
            best, kind = point, right.split(" ")[0]
    return kind


def windows_standing(path: str, drive_type: Callable[[str], int]) -> tuple[Standing, str]:
    r"""Where an absolute Windows path is: `\\server\share` is a share; for a drive letter, the drive's type decides."""
    drive = PureWindowsPath(path).drive
    device, unc = drive.startswith(("\\\\?\\", "\\\\.\\")), drive.upper().startswith("\\\\?\\UNC\\")
    if unc or (drive.startswith("\\\\") and not device):
        return "share", drive
    root = drive[4:] if device else drive
    kind = drive_type(f"{root}\\")
    return ("share" if kind == DRIVE_REMOTE else "local" if kind == DRIVE_FIXED else "unknown"), root


def _unescaped(point: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda m: chr(int(m[1], 8)), point)


def _is_above(point: str, path: str) -> bool:
    return path == point or path.startswith(point.rstrip("/") + "/")


def _drive_type(root: str) -> int:
    if sys.platform != "win32":
        return 0
    import ctypes  # noqa: PLC0415 - its Windows half exists there only

    return int(ctypes.windll.kernel32.GetDriveTypeW(root))
