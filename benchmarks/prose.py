"""Words as forms have them, drawn by chance that is the same each time: half of them Latin, half Chinese of two characters."""

from __future__ import annotations

import random
from itertools import accumulate

KINDS = 4_000
"""Different words, half of each script; the nth is drawn as often as 1/n, as in what people write."""
SYLLABLES = [f"{begin}{middle}{end}" for begin in "bcdghklmnprstv" for middle in "aeiou" for end in ("", "n", "r", "t")]
HAN = range(0x4E00, 0x4E00 + 1_500)


def _words() -> list[str]:
    chance = random.Random(17)  # noqa: S311 - no secret
    latin = ("".join(chance.choices(SYLLABLES, k=chance.randrange(1, 4))) for _ in range(KINDS // 2))
    han = ("".join(map(chr, chance.choices(HAN, k=2))) for _ in range(KINDS // 2))
    return [word for pair in zip(latin, han, strict=True) for word in pair]


WORDS = _words()
_OFTEN = list(accumulate(1 / n for n in range(1, KINDS + 1)))


def prose(seed: int, words: int) -> str:
    """So many words in lines of ten, folded: without blanks."""
    drawn = random.Random(seed).choices(WORDS, cum_weights=_OFTEN, k=words)  # noqa: S311 - no secret
    return "\n".join("".join(drawn[at : at + 10]) for at in range(0, words, 10))
