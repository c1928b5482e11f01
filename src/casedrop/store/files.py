"""The one seam for acts on files: whole or not at all, durable when they return, each announced before it happens."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import io
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from casedrop.store import lasting
from casedrop.store.errors import ChangedMeanwhile, NotAFile, Taken, TooLarge
from casedrop.store.temporary import naming, tmp_name

CHUNK = 1 << 20
NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}

acts, before = lasting.acts, lasting.before
together, settle = lasting.together, lasting.settle
Hook = lasting.Hook


def write_new(path: Path, data: bytes, *, private: bool = False) -> bool:
    """Write `data` to `path`, which must be new; gives False if it held them already. Raises Taken if other bytes are there.

    Never replaces, also when two write at once (on a file system without hard links: unless in the same instant).
    """
    if not os.path.lexists(path):
        tmp = path.with_name(tmp_name())
        with naming(path):
            _write(tmp, data, private=private)
            if _settle(tmp, path):
                return True
    if path.stat().st_size != len(data) or path.read_bytes() != data:
        raise Taken(path=path)
    lasting.sync_names(path.parent)
    return False


def replace(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write `data` to `path`, whatever it held before; readers see the old bytes or the new, no mixture."""
    tmp = path.with_name(tmp_name())
    with naming(path):
        _write(tmp, data, private=private)
    adopt(tmp, path)


def show(path: Path, data: bytes, *, private: bool = False) -> None:
    """Write `data` to `path` as `replace` does, but for what is looked at and can be made again: if the power fails, it may be
    lost, or an older one be there."""
    tmp = path.with_name(tmp_name())
    with naming(path), _without(tmp):
        before("write", tmp)
        with _create(tmp, private=private) as out:
            out.write(data)
        before("replace", path)
        tmp.replace(path)


def jot(path: Path, data: bytes) -> None:
    """Write a note to `path` that may be lost or torn by a crash: whoever reads it must do without."""
    with naming(path):
        before("jot", path)
        path.write_bytes(data)


def adopt(tmp: Path, path: Path) -> None:
    """Put the finished file `tmp`, of the same folder, in the place of `path`."""
    with naming(path):
        with _without(tmp):
            before("replace", path)
            tmp.replace(path)
        lasting.sync_names(path.parent)


def sync(path: Path) -> None:
    """Make the bytes durable that another library wrote to `path`."""
    with naming(path), path.open("r+b") as written:
        lasting.sync(written, path)


def append(path: Path, data: bytes, at: int) -> None:
    """Write `data` behind the first `at` bytes of `path`; a torn end beyond `at` must have been cut before.

    Raises ChangedMeanwhile if the file's length is not `at`: someone else has written. A crash may leave a part of `data`.
    """
    with naming(path):
        before("append", path)
        with path.open("ab") as out:
            if os.fstat(out.fileno()).st_size != at:
                raise ChangedMeanwhile(path=path)
            out.write(data)
            lasting.sync(out, path)
        if not at:
            lasting.sync_names(path.parent)


def cut(path: Path, length: int) -> None:
    """Let `path` end after `length` bytes."""
    with naming(path):
        before("cut", path)
        with path.open("r+b") as out:
            out.truncate(length)
            lasting.sync(out, path)


def remove(path: Path) -> bool:
    """Take the file away; gives False if it was gone already."""
    with naming(path):
        before("remove", path)
        try:
            path.unlink()
        except FileNotFoundError:
            return False
        lasting.sync_names(path.parent)
    return True


def copy_in(src: Path, folder: Path, limit: int, *, private: bool = True) -> str:
    """The sha256 (hex) of what was copied from `src` into the folder, where it is called by that.

    Raises TooLarge past `limit` bytes, NotAFile for links, folders and devices, OSError as the file system says.
    """
    tmp = folder / tmp_name()
    sha = hashlib.sha256()
    with naming(src), _open_plain(src) as source, naming(folder), _without(tmp):
        if os.fstat(source.fileno()).st_size > limit:
            raise TooLarge(path=src, limit=limit)
        before("copy", tmp)
        with _create(tmp, private=private) as out:
            for chunk in _chunks(source, src):
                if out.tell() + len(chunk) > limit:
                    raise TooLarge(path=src, limit=limit)
                sha.update(chunk)
                out.write(chunk)
            lasting.sync(out, tmp)
    adopt(tmp, folder / sha.hexdigest())
    return sha.hexdigest()


def make_dir(path: Path, *, private: bool = False, within: Path | None = None) -> None:
    """Make the folder and those above it, unless they exist; `private` gives each new one to its owner alone (0700).

    Raises OSError (ELOOP) if a link on the way from `within` leads elsewhere: whoever may write there must not lead us (L10).
    """
    if within is not None and _real(path) != _real(within) / path.relative_to(within):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    if path.is_dir():
        return
    make_dir(path.parent, private=private)
    with naming(path):
        before("make", path)
        path.mkdir(mode=0o700 if private else 0o777, exist_ok=True)
        lasting.sync_names(path.parent)


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def digest(path: Path) -> str:
    """The sha256 (hex) of a file's bytes; raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _chunks(source: io.BufferedReader, src: Path) -> Iterator[bytes]:
    """What a file holds, piece by piece; an error of reading names it."""
    while True:
        with naming(src):
            chunk = source.read(CHUNK)
        if not chunk:
            return
        yield chunk


@contextlib.contextmanager
def _without(tmp: Path) -> Iterator[None]:
    # What a killed process leaves is for `sweep`: a crash runs no handler, so BaseException is let through.
    try:
        yield
    except Exception:
        tmp.unlink(missing_ok=True)
        raise


def _create(path: Path, *, private: bool) -> io.BufferedWriter:
    flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o600 if private else 0o666), "wb")


@contextlib.contextmanager
def _open_plain(path: Path) -> Iterator[io.BufferedReader]:
    if path.is_symlink():
        raise NotAFile(path=path)
    # Without O_NONBLOCK a named pipe would hold us until someone writes to it.
    careful = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    fd = os.open(path, os.O_RDONLY | careful)
    try:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            raise NotAFile(path=path)
        with os.fdopen(fd, "rb", closefd=False) as file:
            yield file
    finally:
        os.close(fd)


def _write(tmp: Path, data: bytes, *, private: bool) -> None:
    with _without(tmp):
        before("write", tmp)
        with _create(tmp, private=private) as out:
            out.write(data)
            lasting.sync(out, tmp)


def _settle(tmp: Path, path: Path) -> bool:
    try:
        with _without(tmp):
            before("link", path)
            _rename_new(tmp, path)
    except FileExistsError:
        return False
    lasting.sync_names(path.parent)
    return True


def _rename_new(tmp: Path, path: Path) -> None:
    if os.name == "nt":
        tmp.rename(path)  # refuses an existing target there
        return
    try:
        os.link(tmp, path)
    except OSError as error:
        if error.errno not in NO_LINKS:
            raise
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from error
        tmp.rename(path)
    else:
        before("unlink", tmp)
        tmp.unlink()
