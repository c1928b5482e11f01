"""What answers say, and what the files that come back are called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from casedrop.intake.verdict import Verdict
from casedrop.language import filenames, messages
from casedrop.language.plain import plain
from casedrop.language.problem import LANGS
from casedrop.store.given import RETURNED, is_for_answers

ANSWERS = ("mend", "refused", "correction", "anew", "wording", "missing", "parked", "noted", "typing", "signed")
"""What stands behind the names of files that come back, by what became of them."""


def place_of_answers(path: Path) -> Path:
    """The folder for what comes back of a dropped file: `returned/` beside it, or the very one it was mended in."""
    return path.parent if is_for_answers(path.parent.name) else path.parent / RETURNED


def named(name: str, verdict: Verdict, key: str, suffix: str) -> str:
    """The name under which a file, or an answer about it, comes back: its own, and behind it what became of it."""
    words = messages.phrase(f"answers.{key}", verdict.lang, n=len(verdict.problems), case=verdict.case_id)
    return filenames.safe_name(filenames.behind(plain_stem(PurePosixPath(name).stem), words), suffix)


def note(key: str, name: str, lang: str, lines: Sequence[str]) -> str:
    """A plain answer: what became of the file, then a sentence about each problem."""
    return "\n".join([messages.phrase(f"answers.{key}", lang, file=plain(name)), "", *lines, ""])


def refusal(name: str, lang: str, lines: Sequence[str]) -> str:
    """A letter about a file that comes back: that it does, what to do, and the reasons."""
    return letter(name, lang, ("refused_what", "refused_do"), lines)


def letter(name: str, lang: str, keys: Sequence[str], lines: Sequence[str]) -> str:
    """A letter: what became of the file and what to do, then the reasons."""
    head = [messages.phrase(f"answers.{key}", lang, file=plain(name)) for key in keys]
    return "\n".join([*head, "", messages.phrase("answers.reasons", lang), *lines, ""])


def apart(names: Sequence[str]) -> list[str]:
    """The names, with numbers added where two are equal: pages of two issues of one original may lie in one scan."""
    paths = [PurePosixPath(name) for name in names]
    earlier = [names[:k].count(name) for k, name in enumerate(names)]
    return [f"{p.stem} ({n + 1}){p.suffix}" if n else p.name for p, n in zip(paths, earlier, strict=True)]


def plain_stem(stem: str) -> str:
    """A file's name without what earlier answers added to it, so that names do not grow."""
    for lang in LANGS:
        for key in ANSWERS:
            words = messages.phrase(f"answers.{key}", lang, n="\0", case="\0", answer="\0")
            shape = re.escape(words).replace(re.escape("\0"), r"\S+?")
            stem = re.sub(rf"\s*{shape}(\s*\(\d+\))?$", "", stem)
    return stem


def as_note(text: str) -> bytes:
    """The bytes of a plain answer: UTF-8 with a mark and CRLF, so that Notepad shows it right."""
    return b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
