"""One thing that changed between two versions of a form or a flow, as a value, and the sentence for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field

from casedrop.forms.keyword import Block
from casedrop.language import messages
from casedrop.language.problem import Json, Texts


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed: its `kind` names the sentence in `lang/*/changes.toml`, `args` are what that needs, `of` is the form
    (its titles) it is about; {} is the flow itself."""

    kind: str
    args: Mapping[str, object] = field(default_factory=dict)
    of: Texts = field(default_factory=dict)

    def say(self, lang: str) -> str:
        """The sentence, headed by the form's title; raises KeyError for a kind that has none."""
        sentence = messages.phrase(f"changes.{self.kind}", lang, **self.args)
        return f"{self.of[lang]}{messages.phrase('marks.colon', lang)}{sentence}" if self.of else sentence


def others(block: Block, old: object, new: object, known: Iterable[str]) -> list[str]:
    """The keywords of a block of which two of its values say otherwise, beside those known; lines in a file do not count."""
    compared = [keyword for keyword in block.keywords if keyword.name not in {*known}]
    return [k.name for k in compared if any(not same(getattr(old, a), getattr(new, a)) for a in (k.attribute, *k.also))]


def same(old: object, new: object) -> bool:
    """Whether two values say the same, wherever in a file they stand."""
    return bool(_plain(old) == _plain(new))


def _plain(value: Json) -> Json:
    if hasattr(value, "__dataclass_fields__"):
        return _plain(asdict(value))
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items() if name != "line"}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value
