"""The tool that kills a real run at every call: what it says where it cannot work, and how it counts."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TOOL = Path(__file__).parents[2] / "tools" / "crash.py"


def said(*words: str, path: str | None = None) -> tuple[int, list[str]]:
    """The exit code of the tool and what it printed."""
    env = None if path is None else {"PATH": path}
    done = subprocess.run([sys.executable, str(TOOL), *words], env=env, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.splitlines()


def test_without_strace_it_says_so() -> None:
    assert said(path="/nonexistent") == (0, ["strace is not on this machine; nothing was tried."])


@pytest.mark.fault("F1")
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not on this machine")
def test_a_sample_of_one_kind_of_call_is_whole() -> None:
    code, lines = said("--calls", "link", "--sample", "1")
    assert (code, [line.split(": ")[1] for line in lines[:-1]]) == (0, ["whole"])
    assert lines[-1] == "1 of 1 points tried, 0 with faults."
