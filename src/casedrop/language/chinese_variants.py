"""Chinese folded for comparing: letters written otherwise in the other script, or in Hong Kong and Taiwan, become one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


def one_script(text: str) -> str:
    """The text with every letter of Chinese in one of its ways of writing, for comparing only; idempotent.

    It is no conversion: 髮 and 發 are both 发, and what folds alike need not be the same word.
    """
    return text.translate(_table())


@cache
def _table() -> Mapping[int, str]:
    """The pairs of `chinese_variants.txt`, lines of letters above lines of what each is folded into."""
    text = files("casedrop.language").joinpath("chinese_variants.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    pairs = zip("".join(lines[::2]), "".join(lines[1::2]), strict=True)
    return {ord(letter): folded for letter, folded in pairs}
