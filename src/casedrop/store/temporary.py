"""Temporary files of ours: how they are called, and errors that must not name them."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

TMP_PREFIX, TMP_SUFFIX = ".casedrop-", ".tmp"


@contextlib.contextmanager
def naming(path: Path) -> Iterator[None]:
    """A context in which errors of the file system name `path`, and no temporary file of ours: the same fault always reads
    the same, and says what could not be done."""
    try:
        yield
    except OSError as error:
        if not error.filename or is_tmp(Path(os.fsdecode(error.filename)).name):
            error.filename = str(path.parent if is_tmp(path.name) else path)
            with contextlib.suppress(AttributeError):
                del error.filename2
        raise


def is_tmp(name: str) -> bool:
    """Whether a file name is that of a temporary file of ours, to be ignored by all who list folders."""
    return name.startswith(TMP_PREFIX) and name.endswith(TMP_SUFFIX)


def tmp_name() -> str:
    """A new name for a temporary file."""
    return f"{TMP_PREFIX}{secrets.token_hex(8)}{TMP_SUFFIX}"
