"""First samples: plainly invented answers made from a form alone, so that it can be looked at before anyone wrote real ones."""

from __future__ import annotations

from casedrop.forms.form import Form, Schema, kind
from casedrop.language import messages
from casedrop.language.problem import Answers, Json

ROWS = 2
"""How many rows a table has."""

_DAYS = ("2026-03-18", "2026-03-20", "2026-03-25", "2026-03-31")
_PLAIN: Answers = {"decimal": "12.5", "integer": 3}
_MONEY = "1250000"


def first_sample(form: Form, lang: str) -> dict[str, Json]:
    """Answers for every field of a form in a language: words by the field's kind and label, people and firms by the shared
    block; days follow each other, rows differ."""
    return _Words(lang).inside(form.schema, "", 1)


class _Words:
    """What a language's samples say; days are given out in turn."""

    def __init__(self, lang: str) -> None:
        self.lang, self._days = lang, 0

    def inside(self, schema: Schema, block: str, row: int) -> dict[str, Json]:
        """The answers to an object's properties."""
        return {name: self.one(name, sub, block, row) for name, sub in schema["properties"].items()}

    def one(self, name: str, sub: Schema, block: str, row: int) -> Json:
        """The answer to one property; inside a block its own words come first."""
        if sub.get("type") == "object":
            return self.inside(sub, sub.get("x-block", name), row)
        if sub.get("type") == "array":
            return [self.inside(sub["items"], "", n) for n in range(1, ROWS + 1)]
        return self._wording(f"{block}.{name}") or self.leaf(sub, row)

    def leaf(self, sub: Schema, row: int) -> Json:
        """The answer to a field of no block."""
        match kind(sub):
            case "choice":
                return sub["enum"][(row - 1) % len(sub["enum"])]
            case "date":
                return self._day()
            case "code":
                return f"A-{row:03d}"
            case "decimal" if sub.get("x-money"):
                return _MONEY
            case "decimal" | "integer" as plain:
                return _PLAIN[plain]
            case text:
                return self._text("email" if sub.get("format") == "email" else text, sub)

    def _day(self) -> str:
        """The next day; the last one again once they are used up."""
        self._days += 1
        return _DAYS[min(self._days, len(_DAYS)) - 1]

    def _text(self, which: str, sub: Schema) -> str:
        label = sub.get("x-labels", {}).get(self.lang, "")
        wording = self._wording(f"kinds.{which}", label=label) or label
        return wording[: sub.get("maxLength", len(wording))].strip()

    def _wording(self, key: str, **args: str) -> str:
        """A wording of the samples; "" if there is none."""
        try:
            return messages.phrase(f"samples.{key}", self.lang, **args)
        except KeyError:
            return ""
