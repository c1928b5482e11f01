"""How numbers of a series are written: in the language of the company. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from casedrop.forms.template import render

Spec = Mapping[str, str]
"""`series`, and `pattern`; where patterns differ by the company's language, `pattern-<language>` too."""
USUAL = "en"
"""The language whose pattern stands in for those that have none."""


def spec(series: str = "", pattern: str | Mapping[str, str] = "") -> dict[str, str]:
    """What a file says of its numbers, as one table; both are there in a file that fits its schema."""
    if isinstance(pattern, str):
        return {"series": series, "pattern": pattern}
    usual = pattern.get(USUAL) or next(iter(pattern.values()))
    return {"series": series, "pattern": usual, **{f"pattern-{lang}": said for lang, said in pattern.items()}}


def written(said: Spec, lang: str, year: int, n: int) -> str:
    """The text of a number, for a company of that language; raises as `template.render`."""
    return render(said.get(f"pattern-{lang}", said["pattern"]), {"year": year, "n": n})


def spellings(said: Spec, year: int, n: int) -> set[str]:
    """Every text that number may have been given: a company may have spoken otherwise before."""
    return {render(text, {"year": year, "n": n}) for key, text in said.items() if key.startswith("pattern")}
