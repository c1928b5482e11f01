"""Files of other offices and of old ones: read from a copy that LibreOffice makes, where it is there; the archive keeps what
came, byte for byte."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path, PurePosixPath

from casedrop.desk.libreoffice.convert import ConversionFailed, NoConverter, to_copy
from casedrop.desk.reading.caps import Limits
from casedrop.desk.reading.examine import KnownForms
from casedrop.desk.reading.process import read_apart
from casedrop.formats.sniff import sniff
from casedrop.forms.reading import Examined
from casedrop.language.problem import Problem

COPIES = {
    **dict.fromkeys(("doc", "odt", "fodt", "rtf", "wps"), "docx"),
    **dict.fromkeys(("xls", "ods", "fods"), "xlsx"),
}
"""In which format a file of another one is read. Of .uof a copy loses line breaks, of Word's and Excel's XML of 2003 the fields,
of .html the boxes: these are only named."""


def read_any(path: Path, shelf: KnownForms, limits: Limits) -> Examined:
    """What the file says, read in other processes: as it came, or, if it is of another office's format, from a copy.

    What cannot be copied is answered as before: with its format, and what to do.
    """
    seen = read_apart(path, shelf, limits)
    was = _other_format(seen)
    if was not in COPIES:
        return seen
    try:
        copy = to_copy(path.read_bytes(), was, COPIES[was])
    except (NoConverter, ConversionFailed):
        return seen
    return _of_copy(seen, was, _read(copy, shelf, limits))


def in_format(data: bytes, wanted: str) -> bytes:
    """A file as it came, or, if it is of another office's format that is read in this one, the copy it is read from. Raises
    ConversionFailed, NoConverter."""
    was = next((str(p.args["was"]) for p in sniff(data).problems if p.code == "file.legacy"), "")
    return to_copy(data, was, wanted) if COPIES.get(was) == wanted else data


def stampable(seen: Examined, name: str) -> tuple[str, str]:
    """In which format, and with which ending, a file called `name` is given back with a stamp: its own, or, where that can bear
    none, those of the copy it was read from."""
    was = next((str(p.args["was"]) for p in seen.reading.notices if p.code == "file.converted"), "")
    return (COPIES[was], f".{COPIES[was]}") if was in COPIES else (seen.kind, PurePosixPath(name).suffix)


def _other_format(seen: Examined) -> str:
    """The ending of the format a file is not read in; "" for any other file."""
    problems = (*seen.reading.problems, *(seen.scan.problems if seen.scan else ()))
    return next((str(p.args["was"]) for p in problems if p.code == "file.legacy"), "")


def _read(copy: bytes, shelf: KnownForms, limits: Limits) -> Examined:
    with tempfile.NamedTemporaryFile(prefix="casedrop-copy-") as file:
        file.write(copy)
        file.flush()
        return read_apart(Path(file.name), shelf, limits)


def _of_copy(seen: Examined, was: str, copied: Examined) -> Examined:
    """What a copy says, of the file that came: of its kind, so that nobody marks it; and that it was read so."""
    reading = copied.reading
    if reading.form is None:
        return replace(seen, pieces=copied.pieces)
    told = Problem("file.converted", args={"was": was})
    return replace(copied, kind=seen.kind, reading=replace(reading, notices=(told, *reading.notices)))
