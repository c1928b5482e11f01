"""What a notice says: a few short lines of plain text, in which nothing that was typed can act as a link, a mention or markup."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from casedrop.language.messages import phrase
from casedrop.language.plain import plain
from casedrop.workspace.settings import Settings

LONGEST = 2000
"""Characters of one message, at most."""
PIECE = 300
"""Characters of one line, at most."""
_TAME = str.maketrans(
    {"[": "(", "]": ")", "<": "‹", ">": "›", "`": "ˋ", "@": "＠", "*": "∗", "_": "＿", "~": "∼", "|": "¦"}
)
"""What chat programs take for markup or a mention, and the letter that looks like it."""
MORE = "…"


@dataclass(frozen=True, slots=True)
class News:
    """What is told: its `kind`, the case and its customer ("": none), `what` there is to do or was met, until when, and where."""

    kind: str
    what: str
    case: str = ""
    customer: str = ""
    until: str = ""
    where: str = ""


def about(news: News, lang: str) -> str:
    """The line by which news is told from other news."""
    said = phrase(f"notices.{news.kind}", lang, what=tame(news.what))
    return f"{tame(news.case)}: {said}" if news.case else said


def text(news: News, lang: str) -> str:
    """All that a notice says; well below what a message may hold."""
    lines = [about(news, lang), tame(news.customer)]
    lines += [phrase("notices.until", lang, until=tame(news.until))] if news.until else []
    lines += [phrase("notices.where", lang, where=news.where)] if news.where else []
    return "\n".join(line for line in lines if line)


def joined(texts: Iterable[str]) -> str:
    """The texts as one message, an empty line between them."""
    return "\n\n".join(texts)


def tame(typed: str) -> str:
    """What somebody typed, on one line, short, and without effect wherever it is shown."""
    line = plain(" ".join(typed.split())).translate(_TAME).replace("://", ": //")
    return line if len(line) <= PIECE else line[: PIECE - 1] + MORE


def where(settings: Settings, case: str, path: str) -> str:
    """Where whoever is told finds it: the desk's page of a case, if browsers reach the desk, else a path in the workspace."""
    desk = str(settings.web.get("address", "")).rstrip("/")
    return f"{desk}/cases/{quote(case, safe='')}" if desk and case else tame_path(path)


def tame_path(path: str) -> str:
    """A path, on one line and no longer than a line may be, in which no customer's name acts as a link or a mention."""
    line = plain(path).translate({sign: other for sign, other in _TAME.items() if sign != ord("_")})
    return line if len(line) <= PIECE else MORE + line[-PIECE + 1 :]
