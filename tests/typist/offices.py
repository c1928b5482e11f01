"""The LibreOffice programs a person may type in, each with a profile and a hand of its own."""

from __future__ import annotations

import contextlib
import json
import os
import select
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from typist.habits import Step
from typist.programs import Program

HAND = Path(__file__).with_name("hand.py")
PYTHON = "/usr/bin/python3"
LOCALES = {"vi": "vi-VN", "zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "en": "en-GB"}
_CORRECTIONS = (
    "UseReplacementTable",
    "TwoCapitalsAtStart",
    "CapitalAtStartSentence",
    "ChangeUnderlineWeight",
    "SetInetAttribute",
    "ChangeOrdinalNumber",
    "ChangeDash",
    "AddNonBreakingSpace",
    "RemoveDoubleSpaces",
    "ReplaceSingleQuote",
    "ReplaceDoubleQuote",
    "CorrectAccidentalCapsLock",
)
_OFF = (
    *(("Office.Common/AutoCorrect", name) for name in _CORRECTIONS),
    ("Office.Writer/AutoFunction/Completion", "Enable"),
    ("Office.Calc/Input", "AutoInput"),
    ("Office.Common/Misc", "FirstRun"),
)
"""What the program would type by itself: a person sees it and mends it, and what was typed would not be what is there."""


class OfficeLost(Exception):  # noqa: N818
    """The program ended, or answered no more, while somebody typed: nothing was saved."""


class Office:
    """A LibreOffice with a profile of its own, and the hand that types in it; begun anew when it was lost."""

    def __init__(self, program: Program, place: Path, lang: str) -> None:
        """`place` is an empty folder, `lang` the language of its user."""
        self.program, self.place = program, place
        self.environment = {**os.environ, **program.environment}
        self.running: subprocess.Popen[bytes] | None = None
        self.hand: subprocess.Popen[str] | None = None
        (place / "user").mkdir()
        (place / "user" / "registrymodifications.xcu").write_text(_settings(lang), encoding="utf-8")
        self._run([*self._words(), "--terminate_after_init"]).wait(60)

    def type(self, source: Path, steps: Sequence[Step], seconds: float = 120) -> list[object]:
        """Carry the steps out in a document; returns those that failed, each with why. Raises OfficeLost."""
        try:
            if self.hand is None:
                self._begin()
            return list(self._asked({"source": str(source), "steps": steps}, seconds)["failed"])
        except (ValueError, OSError):
            self.end()
            raise OfficeLost(source.name) from None

    def end(self) -> None:
        """End the program and the hand, whatever they are doing."""
        for process in (self.hand, self.running):
            if process is not None:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait(30)
        self.hand = self.running = None

    def _words(self) -> list[str]:
        profile = f"-env:UserInstallation={self.place.as_uri()}"
        return [*self.program.soffice, profile, "--headless", "--norestore", "--nologo"]

    def _run(self, words: Sequence[str]) -> subprocess.Popen[bytes]:
        quiet = subprocess.DEVNULL
        return subprocess.Popen(words, env=self.environment, stdout=quiet, stderr=quiet, start_new_session=True)

    def _begin(self) -> None:
        self.running = self._run([*self._words(), f"--accept=pipe,name={self.place.name};urp"])
        self.hand = subprocess.Popen(
            [*self.program.before, PYTHON, str(HAND), self.place.name],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        self._asked(None, 60)

    def _asked(self, job: object, seconds: float) -> Mapping[str, list[object]]:
        """The hand's answer to a job (None: its first word); raises ValueError if none comes in time."""
        hand = self.hand
        if hand is None or hand.stdin is None or hand.stdout is None:
            raise ValueError
        if job is not None:
            hand.stdin.write(json.dumps(job) + "\n")
            hand.stdin.flush()
        if not select.select([hand.stdout], [], [], seconds)[0]:
            raise ValueError
        return dict(json.loads(hand.stdout.readline()))


@contextlib.contextmanager
def opened(program: Program, lang: str) -> Iterator[Office]:
    """An office of a user of a language, ended with the block."""
    place = Path(tempfile.mkdtemp(prefix="typist-"))
    office = Office(program, place, lang)
    try:
        yield office
    finally:
        office.end()
        shutil.rmtree(place, ignore_errors=True)


def _settings(lang: str) -> str:
    """What a new profile says."""
    items = [_setting(path, name, "false") for path, name in _OFF]
    items.append(_setting("Setup/L10N", "ooSetupSystemLocale", LOCALES[lang]))
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    return "\n".join((head, *items, "</oor:items>"))


def _setting(path: str, name: str, value: str) -> str:
    inner = f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>'
    return f'<item oor:path="/org.openoffice.{path}">{inner}</item>'
