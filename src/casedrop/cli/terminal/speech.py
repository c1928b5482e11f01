"""The language in which casedrop speaks to whoever called it: the one that was asked for, else the workspace's."""

from __future__ import annotations

from casedrop.language.messages import phrase
from casedrop.language.problem import LANGS

NOBODYS = "en"
"""The language of what is said outside a workspace to somebody who asked for none."""


class Tongue:
    """The language of one command: `asked` for (`--lang`, `CASEDROP_LANG`; "" if it was not), and `usual` in the workspace."""

    def __init__(self) -> None:
        self.asked, self.usual = "", NOBODYS

    @property
    def lang(self) -> str:
        """The language to speak."""
        return self.asked or self.usual


_tongue = Tongue()


def begin(asked: str | None) -> None:
    """Begin a command, in the language that was asked for; raises ValueError if casedrop speaks none of that name."""
    _tongue.asked, _tongue.usual = "", NOBODYS
    if asked and asked not in LANGS:
        raise ValueError(asked)
    _tongue.asked = asked or ""


def ask(lang: str | None) -> None:
    """Speak the language that the command itself was asked for, if it was."""
    _tongue.asked = lang or _tongue.asked


def settle(usual: str) -> None:
    """Speak the workspace's language to whoever asked for none."""
    _tongue.usual = usual


def spoken() -> str:
    """The language to speak now."""
    return _tongue.lang


def worded(key: str, /, **args: object) -> str:
    """A sentence of the command line (`cli.…`), in the language to speak; raises KeyError."""
    return phrase(f"cli.{key}", spoken(), **args)


def counted(key: str, n: int, /, **args: object) -> str:
    """A sentence that counts something: `1 problem`, `2 problems`; raises KeyError."""
    return worded(f"{key}.{'one' if n == 1 else 'other'}", n=n, **args)


def heads(*keys: str) -> tuple[str, ...]:
    """The heads of the columns of a table; "" for none."""
    return tuple(key and worded(f"head_{key}") for key in keys)
