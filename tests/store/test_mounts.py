from __future__ import annotations

from pathlib import Path

import pytest

from casedrop.store import mounts as share
from casedrop.store.errors import NetworkShare

MOUNTS = """\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
30 22 0:26 / /mnt/office rw,relatime shared:9 - cifs //server/office rw,vers=3.1.1
31 22 0:27 / /mnt/two\\040words rw - nfs4 server:/export rw
32 22 0:28 / /mnt/over rw - ext4 /dev/vdb rw
33 32 0:29 / /mnt/over rw - fuse.sshfs user@server: rw
34 30 0:30 / /mnt/office/local rw master:3 propagate_from:2 - tmpfs tmpfs rw
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/state", "ext4"),
        ("/mnt/office", "cifs"),
        ("/mnt/office/state/ledger.db", "cifs"),
        ("/mnt/office2/state", "ext4"),
        ("/mnt/two words/x", "nfs4"),
        ("/mnt/over/x", "fuse.sshfs"),
        ("/mnt/office/local/x", "tmpfs"),
    ],
)
def test_the_deepest_and_latest_mount_holds(path, kind):
    assert share.mounted_kind(path, MOUNTS) == kind


@pytest.mark.parametrize(
    ("path", "where"),
    [
        (r"\\server\office\state", "share"),
        (r"\\?\UNC\server\office\state", "share"),
        (r"C:\state", "local"),
        (r"\\?\C:\state", "local"),
        (r"Z:\state", "share"),
        (r"E:\state", "unknown"),
    ],
)
def test_windows_names_and_drives(path, where):
    drives = {"C:\\": 3, "Z:\\": 4, "E:\\": 2}
    assert share.windows_standing(path, drives.__getitem__)[0] == where


@pytest.mark.fault("H7")
def test_a_share_is_refused_with_what_to_do(tmp_path, monkeypatch):
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTS)
    monkeypatch.setattr(share, "MOUNTS", mounts)
    assert share.refuse_share(Path("/srv/state")) == "local"
    with pytest.raises(NetworkShare, match=r"\(cifs\); set `state` in casedrop\.toml to a folder on a local disk"):
        share.refuse_share(Path("/mnt/office/state"))


def test_where_nothing_says_it_one_does_not_know(tmp_path, monkeypatch):
    monkeypatch.setattr(share, "MOUNTS", tmp_path / "none")
    assert share.refuse_share(tmp_path) == "unknown"
