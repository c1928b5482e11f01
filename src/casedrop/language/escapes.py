"""Letters that a program wrote as signs for letters (`C&#244;ng`, `C%C3%B4ng`, `C\\u00f4ng`, `C=C3=B4ng`), left as they came."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

_ADDRESS = re.compile(r"\S*(?:://|www\.|[&?/]\w+=)\S*")
_KINDS: tuple[tuple[str, re.Pattern[str], Callable[[str], str]], ...] = (
    ("HTML", re.compile(r"&(?:#[0-9]{2,6}|#[xX][0-9A-Fa-f]{2,5}|[A-Za-z]{2,8});"), html.unescape),
    ("URL", re.compile(r"(?:%[0-9A-Fa-f]{2}){2,}"), lambda signs: _of_bytes(signs.replace("%", ""))),
    ("\\u", re.compile(r"\\u[0-9A-Fa-f]{4}"), lambda signs: chr(int(signs[2:], 16))),
    ("quoted-printable", re.compile(r"(?:=[0-9A-F]{2}){2,}"), lambda signs: _of_bytes(signs.replace("=", ""))),
)


def escaped(line: str) -> str:
    """The name of what the letters of a line were written as; "" where the line has letters beyond ASCII, or none of its signs
    stands for one. Addresses of the web are written so, and no words of anybody."""
    if not line.isascii() or not any(sign in line for sign in "&%\\="):
        return ""
    words = _ADDRESS.sub(" ", line)
    return next((name for name, signs, read in _KINDS if any(map(_is_letter, map(read, signs.findall(words))))), "")


def _of_bytes(figures: str) -> str:
    return bytes.fromhex(figures).decode(errors="ignore")


def _is_letter(text: str) -> bool:
    return any(letter.isalpha() and not letter.isascii() for letter in text)
