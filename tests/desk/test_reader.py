"""The reader process and its answer: one that a file took over may say only so much, reaches nothing, keeps nobody waiting."""

import ast
import contextlib
import json
import os
import select
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from casedrop.desk.reading import landlock, pool, process, seccomp
from casedrop.desk.reading.caps import LONGEST_ANSWER, Limits
from casedrop.desk.reading.examine import KnownForms, to_json
from casedrop.desk.reading.pool import Pooled
from casedrop.desk.reading.process import confinement, read_apart, readers
from casedrop.forms.reading import Examined, Reading
from desk.test_old_formats import FORMS, shelf
from taken_over import taken_over

SAID = Examined("docx", "", Reading())
ROOM = LONGEST_ANSWER - len(json.dumps(to_json(SAID)))
EMPTY = KnownForms({}, {}, "en")
can_confine = pytest.mark.skipif(
    not (landlock.version() and seccomp.is_known()),
    reason="this kernel has no Landlock, or seccomp is not known for it",
)


@pytest.fixture
def read(tmp_path):
    """read(does) gives what is read from a file that makes its reader do so."""

    def reading(does, seconds=20):
        (tmp_path / "odd.docx").touch()
        with taken_over(does, tmp_path):
            return read_apart(tmp_path / "odd.docx", EMPTY, Limits(seconds=seconds))

    return reading


def codes(examined):
    return [problem.code for problem in examined.reading.problems]


def test_the_longest_answer_is_taken(read):
    assert read(f"os.write(1, b' ' * {ROOM})") == SAID


@pytest.mark.parametrize("more", [1, 1_000_000])
def test_a_longer_answer_is_not_read(read, more):
    assert codes(read(f"os.write(1, b' ' * {ROOM}); os.write(1, b' ' * {more})")) == ["file.crashed"]


@pytest.mark.fault("K5")
def test_a_reader_that_never_stops_talking_is_stopped_before_its_time(read):
    assert codes(read("while True: os.write(1, b' ' * 1_000_000)")) == ["file.crashed"]


@pytest.mark.fault("K6")
def test_what_it_complains_of_is_not_kept(read):
    assert read("os.write(2, b' ' * 100_000_000)") == SAID


@pytest.mark.fault("K5")
def test_a_reader_that_sleeps_is_slow(read):
    assert codes(read("time.sleep(600)", seconds=1)) == ["file.slow"]


REFUSED = {
    "to read the key": "open({key!r}).read()",
    "to write it": "open({key!r}, 'w')",
    "to remove it": "os.unlink({key!r})",
    "to give it away": "os.chmod({key!r}, 0o777)",
    "to look round": "os.listdir({folder!r})",
    "to look at other processes": "os.listdir('/proc/self/fd')",
    "to call home": "socket.create_connection(('127.0.0.1', 9))",
    "to talk to a neighbour": "socket.socketpair()",
    "to begin a process": "os.fork() or os._exit(0)",
    "to become another program": "os.execv(sys.executable, ['python'])",
    "to kill its server": "os.kill(os.getppid(), signal.SIGKILL)",
}


@pytest.mark.fault("L8")
@can_confine
def test_a_reader_that_is_taken_over_reaches_nothing(read, tmp_path):
    (tmp_path / "key").write_text("the key")
    acts = {wish: act.format(key=str(tmp_path / "key"), folder=str(tmp_path)) for wish, act in REFUSED.items()}
    tries = ", ".join(f"{wish!r}: tried(lambda: {act})" for wish, act in acts.items())
    assert ast.literal_eval(read(f"said = str({{{tries}}})").foot) == dict.fromkeys(REFUSED, "PermissionError")
    assert (tmp_path / "key").read_text() == "the key"


@pytest.mark.fault("K1", "K6")
def test_a_reader_is_given_two_files_and_nothing_secret(read, monkeypatch):
    monkeypatch.setenv("CASEDROP_LEDGER", "postgresql://desk:secret@db/casedrop")
    opened = "[n for n in range(64) if tried(lambda: os.fstat(n)) != 'OSError']"
    assert (
        read(f"said = str(({opened}, 'CASEDROP_LEDGER' in os.environ, os.getcwd()))").foot == "([0, 1, 2], False, '/')"
    )


@pytest.mark.fault("L8")
@can_confine
def test_doctors_question_is_answered_by_trying(tmp_path):
    (tmp_path / "key").write_text("the key")
    assert confinement(tmp_path / "key") == process.Held(files=True, network=True, processes=True)


def test_a_server_that_is_killed_is_begun_again(tmp_path):
    (tmp_path / "note.txt").write_text("a note")
    first = read_apart(tmp_path / "note.txt", EMPTY, Limits())
    before = readers().server
    os.kill(before, signal.SIGKILL)
    assert read_apart(tmp_path / "note.txt", EMPTY, Limits()) == first
    assert readers().server != before


KILLED = """
import os, signal, sys
from pathlib import Path
from casedrop.desk.reading.caps import Limits
from casedrop.desk.reading.examine import KnownForms
from casedrop.desk.reading.process import read_apart, readers
read_apart(Path(sys.argv[1]), KnownForms({}, {}, "en"), Limits())
print(readers().server, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="needs Linux, to be told when a process is gone")
def test_a_desk_that_is_killed_leaves_no_server_behind(tmp_path):
    (tmp_path / "note.txt").write_text("a note")
    command = [sys.executable, "-c", KILLED, str(tmp_path / "note.txt")]
    server = int(subprocess.run(command, capture_output=True, text=True, check=False).stdout)
    with contextlib.suppress(ProcessLookupError):  # gone already
        fd = os.pidfd_open(server)
        gone, _, _ = select.select([fd], [], [], 30)
        os.close(fd)
        assert gone


def test_the_forms_are_sent_once_and_again_when_they_changed(tmp_path):
    form, _, filled = FORMS["docx"]
    (tmp_path / "visit.docx").write_bytes(filled())
    known = shelf()
    readers().close()
    seen = [read_apart(tmp_path / "visit.docx", known, Limits()) for _ in range(3)]
    assert ({one.reading.form for one in seen}, len(readers()._line.sent._shelves)) == ({form.id}, 1)
    assert codes(read_apart(tmp_path / "visit.docx", EMPTY, Limits())) == ["form.unknown"]
    for language in ("vi", "en", "zh-Hans", "zh-Hant"):
        read_apart(tmp_path / "visit.docx", KnownForms({}, {}, language), Limits())
    assert read_apart(tmp_path / "visit.docx", known, Limits()) == seen[0]


def test_readers_prepare_for_a_form_that_came_again_with_a_document_of_ours(tmp_path):
    form, _, filled = FORMS["docx"]
    (tmp_path / "visit.docx").write_bytes(filled())
    asked = []

    def example(form, lang):
        asked.append((form, lang))
        return filled()

    known = replace(shelf(), example=example)
    readers().close()
    seen = [read_apart(tmp_path / "visit.docx", known, Limits()) for _ in range(4)]
    assert (asked, [one == seen[0] for one in seen]) == ([(form.id, seen[0].reading.lang)], [True] * 4)


def test_a_document_that_cannot_be_made_keeps_no_file_from_being_read(tmp_path):
    _, _, filled = FORMS["docx"]
    (tmp_path / "visit.docx").write_bytes(filled())
    readers().close()
    for example in ({}.__getitem__, lambda *_: b"no document"):
        known = replace(shelf(), example=example)
        seen = [read_apart(tmp_path / "visit.docx", known, Limits()) for _ in range(3)]
        assert seen == [read_apart(tmp_path / "visit.docx", shelf(), Limits())] * 3


@pytest.mark.fault("L9")
def test_nothing_that_lies_where_the_caller_stands_is_run(tmp_path, monkeypatch):
    for module in ("json", "pickle", "casedrop", "sitecustomize", "usercustomize"):
        (tmp_path / f"{module}.py").write_text(f"open({str(tmp_path / 'was-run')!r}, 'w')")
    (tmp_path / "odd.docx").write_bytes(b"PK")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHONUSERBASE", str(tmp_path))
    readers().close()
    assert codes(read_apart(tmp_path / "odd.docx", EMPTY, Limits(seconds=60))) == ["file.kind"]
    assert not (tmp_path / "was-run").exists()


@pytest.mark.fault("L9")
def test_a_file_named_from_where_the_caller_stands_is_read(tmp_path, monkeypatch):
    (tmp_path / "note.txt").write_text("a note")
    monkeypatch.chdir(tmp_path)
    seen = [read_apart(path, EMPTY, Limits()) for path in (tmp_path / "note.txt", Path("note.txt"))]
    assert seen[0] == seen[1]
    assert codes(seen[1]) != ["file.crashed"]


@pytest.fixture
def pooled(monkeypatch):
    """Readers as where nothing can be forked."""
    made = Pooled()
    monkeypatch.setattr(process, "readers", lambda: made)
    yield made
    made.close()


def test_where_nothing_forks_one_process_reads_file_after_file_and_is_replaced(tmp_path, monkeypatch, pooled):
    form, _, filled = FORMS["docx"]
    (tmp_path / "visit.docx").write_bytes(filled())
    monkeypatch.setattr(pool, "MOST_FILES", 2)
    known, pids = shelf(), []
    for _ in range(3):
        assert read_apart(tmp_path / "visit.docx", known, Limits()).reading.form == form.id
        pids.append(pooled._worker and pooled._worker.process.pid)
    assert (pids[1], pids[0] == pids[2]) == (None, False)


@pytest.mark.usefixtures("pooled")
@pytest.mark.parametrize(
    ("does", "seconds", "code"), [("os._exit(3)", 20, "file.crashed"), ("time.sleep(600)", 1, "file.slow")]
)
def test_where_nothing_forks_a_process_that_fails_is_replaced(read, does, seconds, code, tmp_path):
    assert codes(read(does, seconds)) == [code]
    (tmp_path / "note.txt").write_text("a note")
    assert codes(read_apart(tmp_path / "note.txt", EMPTY, Limits())) == ["file.kind"]
