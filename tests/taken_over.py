"""Reader processes that a file has taken over: they do what the test says, in place of reading it."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from casedrop.desk.reading.process import readers

INTERPRETER = """#!{python} -I
# Stands for the interpreter that is called as `python -I -c … HOME MODULE`, whatever file its readers are given.
import ctypes, os, signal, socket, sys, time
sys.path.append(sys.argv[-2])
from importlib import import_module
from casedrop.desk.reading import tasks
from casedrop.forms.reading import Examined, Reading

def tried(act):
    try:
        return str(act())
    except OSError as error:
        return type(error).__name__

def examine(data, shelf):
    said = ""
    {does}
    return Examined("docx", said, Reading())

tasks.examine = examine
import_module(sys.argv[-1]).main()
"""


@contextlib.contextmanager
def taken_over(does: str, folder: Path) -> Iterator[None]:
    """A context in which every file that is read makes its reader do so, once its limits are set; `said` is what it then says
    stood in the footer, and `tried` gives the result of an act as a text, or the error that it met."""
    interpreter = folder / "interpreter"
    interpreter.write_text(INTERPRETER.format(python=sys.executable, does=does))
    interpreter.chmod(0o755)
    readers().close()
    try:
        with pytest.MonkeyPatch.context() as changed:
            changed.setattr(sys, "executable", str(interpreter))
            yield
    finally:
        readers().close()
