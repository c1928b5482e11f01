"""The reader process and its answer: a child taken over by a file may say only so much, and keeps nobody waiting."""

import json
import os
from pathlib import Path

import pytest

import casedrop
from casedrop.desk.reading.examine import Shelf, to_json
from casedrop.desk.reading.process import LONGEST_ANSWER, Limits, read_apart
from casedrop.forms.reading import Examined, Reading

SAID = Examined("docx", "", Reading())
ROOM = LONGEST_ANSWER - len(json.dumps(to_json(SAID)))
TAKEN_OVER = """
import sys
if "casedrop.desk.reading.process" in sys.orig_argv:
    import os, time
    from casedrop.language.problem import Reading
    from casedrop.desk import examine as it

    def examine(data, shelf):
        {does}
        return it.Examined("docx", "", Reading())

    it.examine = examine
"""


@pytest.fixture
def read(tmp_path, monkeypatch):
    """read(does) gives what is read from a file that makes its reader do so, once its limits are set."""

    def reading(does):
        (tmp_path / "sitecustomize.py").write_text(TAKEN_OVER.format(does=does))
        monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(tmp_path), str(Path(casedrop.__file__).parents[1]))))
        (tmp_path / "odd.docx").touch()
        return read_apart(tmp_path / "odd.docx", Shelf({}, {}, "en"), Limits(seconds=20))

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
