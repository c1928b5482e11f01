"""What programs leave in folders beside people's files, by who leaves it: never taken, never touched, not answered one by one."""

from __future__ import annotations

import fnmatch
import re
import unicodedata
from collections.abc import Mapping

_WORK_FILE = "[0-9a-f]" * 8

LEFTOVERS: Mapping[str, tuple[str, ...]] = {
    "Word, Excel, PowerPoint": ("~$*", "~WR*.tmp", "*~RF*.tmp", _WORK_FILE, "ppt*.tmp", "~DF*.tmp"),
    "LibreOffice, OpenOffice": (".~lock.*#", "lu[0-9]*.tmp"),
    "WPS": (".~*",),
    "editors": (".*.sw[a-p]", "*~", "#*#", ".#*"),
    "browsers, mail programs": (
        "*.crdownload",
        "*.part",
        "*.partial",
        "*.download",
        "*.opdownload",
        "*.!ut",
        "*.aria2",
    ),
    "copying programs": ("*.tmp", "*.filepart", "*.ftp~", "*.upload", "*.uploading", ".pureftpd-upload.*", ".in.*."),
    "synchronizers": (
        ".sync*",
        "*.sync-conflict-tmp",
        ".stfolder*",
        ".stversions",
        ".syncthing.*.tmp",
        "~syncthing~*.tmp",
        ".owncloudsync.log*",
        ".~tmp~",
        ".dropbox*",
        "*.!sync",
    ),
    "Windows": (
        "Thumbs.db*",
        "ehthumbs*.db",
        "desktop.ini",
        "$RECYCLE.BIN",
        "RECYCLER",
        "System Volume Information",
        "~snapshot",
    ),
    "macOS": (".DS_Store", "._*", ".AppleDouble", ".Spotlight-V100", ".Trashes", ".fseventsd", "Icon\r", "__MACOSX"),
    "Linux, NFS, FUSE": (".Trash-*", ".fuse_hidden*", ".nfs*", "lost+found", ".directory", ".hidden"),
    "Samba, NAS": (
        "#recycle",
        "@Recycle",
        "@Recently-Snapshot",
        "@eaDir",
        "#snapshot",
        "@tmp",
        ".snapshot",
        ".smbdelete*",
        ".recycle",
        "@__thumb",
        "*@SynoEAStream",
        "*@SynoResource",
        "*:Zone.Identifier",
    ),
    "any": (".*",),
}
"""Shapes of names, as `fnmatch` knows them, by who leaves them; letters count alike, small or large."""

_SHAPES = re.compile("|".join(fnmatch.translate(shape.casefold()) for shapes in LEFTOVERS.values() for shape in shapes))


def is_leftover(name: str) -> bool:
    """Whether a file or folder of that name is something a program left; copies a synchronizer made of a file that two changed
    are people's own."""
    return _SHAPES.match(unicodedata.normalize("NFC", name).casefold()) is not None


def is_work_file(name: str) -> bool:
    """Whether the name is one Excel gives a workbook while it saves it: eight figures of base 16; people may mean it too."""
    return fnmatch.fnmatchcase(name.casefold(), _WORK_FILE)
