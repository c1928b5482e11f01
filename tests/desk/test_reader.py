"""The reader process and its answer: a child taken over by a file may say only so much, and keeps nobody waiting."""

import json
import sys
from pathlib import Path

import pytest

from casedrop.desk.reading.examine import KnownForms, to_json
from casedrop.desk.reading.process import LONGEST_ANSWER, Limits, read_apart
from casedrop.forms.reading import Examined, Reading

SAID = Examined("docx", "", Reading())
ROOM = LONGEST_ANSWER - len(json.dumps(to_json(SAID)))
TAKEN_OVER = """#!{python}
# Stands for the interpreter that is called as `python -I -c … HOME MODULE`: a reader that a file has taken over.
import os, sys, time
sys.path.append(sys.argv[-2])
from casedrop.desk.reading import process as it
from casedrop.forms.reading import Examined, Reading

def examine(data, shelf):
    {does}
    return Examined("docx", "", Reading())

it.examine = examine
it.main()
"""


@pytest.fixture
def read(tmp_path, monkeypatch):
    """read(does) gives what is read from a file that makes its reader do so, once its limits are set."""

    def reading(does):
        reader = tmp_path / "reader"
        reader.write_text(TAKEN_OVER.format(python=sys.executable, does=does))
        reader.chmod(0o755)
        monkeypatch.setattr(sys, "executable", str(reader))
        (tmp_path / "odd.docx").touch()
        return read_apart(tmp_path / "odd.docx", KnownForms({}, {}, "en"), Limits(seconds=20))

    return reading


def codes(examined):
    return [problem.code for problem in examined.reading.problems]


def test_the_longest_answer_is_taken(read):
    assert read(f"os.write(1, b' ' * {ROOM})") == SAID


@pytest.mark.parametrize("more", [1, 2, 1_000_000])
def test_a_longer_answer_is_not_read(read, more):
    assert codes(read(f"os.write(1, b' ' * {ROOM}); os.write(1, b' ' * {more})")) == ["file.crashed"]


def test_a_reader_that_never_stops_talking_is_stopped_before_its_time(read):
    assert codes(read("while True: os.write(1, b' ' * 1_000_000)")) == ["file.crashed"]


def test_what_it_complains_of_is_not_kept(read):
    assert read("os.write(2, b' ' * 100_000_000)") == SAID


def test_a_process_it_leaves_behind_keeps_nobody_waiting(read):
    assert read("os.fork() or (time.sleep(25), os._exit(0))") == SAID


@pytest.mark.parametrize("module", ["json", "pickle", "casedrop", "sitecustomize", "usercustomize"])
def test_nothing_that_lies_where_the_caller_stands_is_run(module, tmp_path, monkeypatch):
    (tmp_path / f"{module}.py").write_text(f"open({str(tmp_path / 'was-run')!r}, 'w')")
    (tmp_path / "odd.docx").write_bytes(b"PK")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHONUSERBASE", str(tmp_path))
    assert codes(read_apart(tmp_path / "odd.docx", KnownForms({}, {}, "en"), Limits(seconds=60))) == ["file.kind"]
    assert not (tmp_path / "was-run").exists()


def test_a_file_named_from_where_the_caller_stands_is_read(tmp_path, monkeypatch):
    (tmp_path / "note.txt").write_text("a note")
    monkeypatch.chdir(tmp_path)
    seen = [read_apart(path, KnownForms({}, {}, "en"), Limits()) for path in (tmp_path / "note.txt", Path("note.txt"))]
    assert seen[0] == seen[1]
    assert codes(seen[1]) != ["file.crashed"]
