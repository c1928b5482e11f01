"""Values of declaration files, built by walking their table of keywords."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from casedrop.forms.keyword import Block, Either, Kind, Many, Named, Wording
from casedrop.forms.uses import Path, fits
from casedrop.language.fallback import completed
from casedrop.language.problem import LANGS, Json

Maker = Callable[[dict[str, Json], Path], Json]
"""(attributes, path in the file) -> the value of a block whose attributes are not simply what its keywords say."""


@dataclass(frozen=True)
class Builder:
    """Builds the values of one file: `line` gives the line of a path, `makers` the blocks, by id, that are made otherwise
    than by their `make`; where a text lacks a language, the first of `languages` that it has stands in."""

    line: Callable[..., int]
    makers: Mapping[str, Maker] = field(default_factory=dict)
    languages: Sequence[str] = LANGS

    def block(self, block: Block, data: Mapping[str, Json], at: Path = (), name: str = "") -> Json:
        """The value of a block that stands at a path under a name; the data must fit the block's schema."""
        values = {
            k.attribute: self._value(k.kind, data[k.name], (*at, k.name)) for k in block.keywords if k.name in data
        }
        values |= {block.key: name} if block.key else {}
        values |= {"line": self.line(*at)} if block.is_lined else {}
        make = self.makers.get(block.id)
        return make(values, at) if make else block.make(**values)

    def _value(self, kind: Kind, data: Json, at: Path, name: str = "") -> Json:
        """What stands at a path: blocks as their values, lists as tuples, texts in every language, all else as it is."""
        if isinstance(kind, Block):
            return self.block(kind, data, at, name)
        if isinstance(kind, Many) and not isinstance(data, list):
            return (self._value(kind.of, data, at),)
        if isinstance(kind, Many):
            return tuple(self._value(kind.of, one, (*at, k)) for k, one in enumerate(data))
        if isinstance(kind, Named):
            return {key: self._value(kind.of, one, (*at, key), key) for key, one in data.items()}
        if isinstance(kind, Either):
            return self._value(next(one for one in kind.kinds if fits(one, data)), data, at)
        return completed(data, self.languages) if isinstance(kind, Wording) else data
