"""The certificates of the authorities that the office trusts: files of a folder it names, and no others."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from pathlib import Path

SUFFIXES = frozenset({".pem", ".crt", ".cer", ".der"})
LARGEST = 1_000_000
"""Bytes of a file beyond which it holds no certificates."""
_BEGINS, _ENDS = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"


def found(folder: Path) -> tuple[bytes, ...]:
    """The certificates in a folder, each as DER, in the order of their files' names; () if there is none or no such folder. What
    cannot be read vouches for nobody, and stops no drop."""
    try:
        files = sorted(one for one in folder.iterdir() if one.suffix.lower() in SUFFIXES and one.is_file())
    except OSError:
        return ()
    return tuple(one for path in files for one in certificates(_data(path)))


def _data(path: Path) -> bytes:
    try:
        return path.read_bytes() if path.stat().st_size <= LARGEST else b""
    except OSError:
        return b""


def certificates(data: bytes) -> Iterator[bytes]:
    """The certificates that a file holds, PEM or DER; none of one that is neither."""
    if data[:1] == b"\x30":
        yield data
        return
    for part in data.decode("ascii", "ignore").split(_BEGINS)[1:]:
        try:
            yield ssl.PEM_cert_to_DER_cert(f"{_BEGINS}{part.partition(_ENDS)[0]}{_ENDS}")
        except ValueError:
            continue
