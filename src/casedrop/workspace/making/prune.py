"""Declarations without the texts of languages an office does not write: comments, order and all else stay as they are."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from casedrop.forms.keyword import Wording
from casedrop.forms.uses import Use
from casedrop.language.fallback import is_texts
from casedrop.language.problem import LANGS, Json
from casedrop.workspace.reading.forms import rewritten
from casedrop.workspace.yaml.source import plain, read_text

Path = tuple[str | int, ...]
Plain = Callable[[Path], bool]
"""Whether a text of one language may stand at a path without it: where expressions may stand too, it would be taken for one."""


def pruned(data: Json, languages: Sequence[str], bare: Plain = lambda _: True, at: Path = ()) -> Json:
    """Data whose texts are said in these languages only, one of one language as it stands where that may be; a text that has
    none of them keeps all it has."""
    if isinstance(data, list):
        return [pruned(one, languages, bare, (*at, k)) for k, one in enumerate(data)]
    if not isinstance(data, dict):
        return data
    if at[-1:] == ("x-choices",) or not is_texts(data) or not all(isinstance(text, str) for text in data.values()):
        return {key: pruned(value, languages, bare, (*at, key)) for key, value in data.items()}
    kept = {lang: text for lang, text in data.items() if lang in languages}
    return next(iter(kept.values())) if len(kept) == 1 and bare(at) else kept or data


def pruned_json(text: str, languages: Sequence[str], forms: Collection[str]) -> str:
    """The text of a schema of which `pruned` is left, without dates of other forms than these that its own may not precede
    (`x-after`); as it stands if nothing has to go."""
    said = json.loads(text)
    left = _among(pruned(said, languages), forms)
    return text if left == said else json.dumps(left, ensure_ascii=False, indent=2) + "\n"


def _among(schema: Json, forms: Collection[str]) -> Json:
    def known(said: dict[str, Json]) -> dict[str, Json]:
        if not isinstance(said.get("x-after"), list):
            return said
        return {
            **said,
            "x-after": [at for at in said["x-after"] if at.startswith("/") or at.partition("/")[0] in forms],
        }

    return rewritten(schema, known)


def pruned_yaml(text: str, languages: Sequence[str], uses: Callable[[Mapping[str, Json]], Iterable[Use]]) -> str:
    """The text of a flow or form of which `pruned` is left; `uses` gives what such a file says. One that is written too
    unusually for that stays whole, which is no mistake."""
    data = plain(read_text(text))
    wordings = {use.path[:-1] for use in uses(data) if isinstance(use.kind, Wording)}
    node = YAML(typ="rt", pure=True).compose(text)
    edits = {edit.start: edit for edit in _Pruning(text, languages, wordings.__contains__).edits(node)}
    made = text
    for edit in sorted(edits.values(), key=lambda one: -one.start):
        made = made[: edit.start] + edit.text + made[edit.end :]
    return made if _said(made, languages, wordings) == _said(text, languages, wordings) else text


def _said(text: str, languages: Sequence[str], wordings: Collection[Path]) -> Json:
    """What a YAML text says in these languages; None if it is none."""
    try:
        return pruned(plain(read_text(text)), languages, wordings.__contains__)
    except YAMLError:
        return None


@dataclass(frozen=True, slots=True)
class _Edit:
    """What stands from `start` to before `end`, and what shall stand there."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class _Pruning:
    """The edits of one YAML text; what an alias brings in again is edited once, where it is written."""

    text: str
    languages: Sequence[str]
    bare: Plain
    seen: set[int] = field(default_factory=set)

    def edits(self, node: Node, at: Path = ()) -> Iterator[_Edit]:
        """Those of all texts at or below a node."""
        if node.start_mark.index in self.seen:
            return
        self.seen.add(node.start_mark.index)
        if isinstance(node, SequenceNode):
            for k, one in enumerate(node.value):
                yield from self.edits(one, (*at, k))
        elif isinstance(node, MappingNode):
            said = {str(key.value): value for key, value in node.value}
            if said and set(said) <= set(LANGS) and all(isinstance(value, ScalarNode) for value in said.values()):
                yield from self.of_texts(node, said, at)
                return
            for key, value in said.items():
                yield from self.edits(value, (*at, key))

    def of_texts(self, node: MappingNode, said: dict[str, ScalarNode], at: Path) -> Iterator[_Edit]:
        """The edits of one text."""
        kept = {lang: self.written(value) for lang, value in said.items() if lang in self.languages}
        is_plain = len(kept) == 1 and self.bare(at)
        if not kept or (len(kept) == len(said) and not is_plain):
            return
        start, first = node.start_mark.index, next(iter(kept.values()))
        name = f"&{node.anchor} " if self.text[start] == "&" else ""
        before = self.text[:start].rstrip()
        if node.flow_style:
            inner = ", ".join(f"{lang}: {written}" for lang, written in kept.items())
            yield _Edit(start, node.end_mark.index, name + (first if is_plain else f"{{{inner}}}"))
        elif is_plain and before.endswith(":") and not any(value.style in ("|", ">") for value in said.values()):
            yield _Edit(len(before), [*said.values()][-1].end_mark.index, f" {name}{first}")
        else:
            yield from self.lines(node, kept)

    def lines(self, node: MappingNode, kept: Mapping[str, str]) -> Iterator[_Edit]:
        """The lines of the languages that go, out of a mapping that has a line or more for each."""
        starts = [self.text.rfind("\n", 0, key.start_mark.index) + 1 for key, _ in node.value]
        last = node.value[-1][1].end_mark.index
        ends = [*starts[1:], len(self.text[:last].rstrip()) + 1]
        for (key, _), start, end in zip(node.value, starts, ends, strict=True):
            if str(key.value) not in kept:
                yield _Edit(start, end, "")

    def written(self, node: ScalarNode) -> str:
        """A value as it is written."""
        return self.text[node.start_mark.index : node.end_mark.index].rstrip()
