"""What a template prints around its fields in one language, as far as that can be told before a document is made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product

from jinja2 import TemplateSyntaxError, nodes

from casedrop.formats.word.folding import plain, straight
from casedrop.forms.form import Form
from casedrop.forms.pointers import pattern
from casedrop.forms.template import environment
from casedrop.language import messages

ANY, NUMBER = "\ue7fe", "\ue7ff"
"""What stands in a wording for what only a document can tell, and for the number of a row."""
FIRST = 0xE800
"""The character that stands for the first field of a place; those after it stand for the others."""

_MOST = 64
_STRUCTURE = re.compile(r"^[^\S\n]*\{%-?\s*(?:p|tr|tc)\b[^\n]*%\}[^\S\n]*\n?", re.MULTILINE)
_SAME_TEXT = frozenset({"upper", "lower", "title", "capitalize", "trim"})


@dataclass(frozen=True)
class Wording:
    """What may stand printed at one place, each way it can be ("" for nothing); a sum of those of its pieces."""

    texts: frozenset[str]

    @cached_property
    def folded(self) -> frozenset[str]:
        """The ways, made plain."""
        return frozenset(map(plain, self.texts))

    @cached_property
    def solid(self) -> str:
        """A pattern of folded text for the ways in which something is printed; "" where nothing ever is."""
        ways = sorted((w for w in self.folded if w.strip(ANY)), key=len, reverse=True)
        return "|".join(_pattern(way) for way in ways)

    @cached_property
    def whole(self) -> re.Pattern[str]:
        """A pattern of folded text for every way."""
        ways = {*self.folded, *(way.strip("\n") for way in self.folded)}
        return re.compile("|".join(_pattern(way) for way in sorted(ways, key=len, reverse=True)))

    @property
    def always(self) -> bool:
        """Whether something is printed whatever the document says."""
        return "" not in self.folded

    @cached_property
    def mark(self) -> str:
        """What is always printed here, folded; "" where that differs, or only a document can tell."""
        mark = next(iter(self.folded)).strip() if len(self.folded) == 1 else ""
        return "" if ANY in mark or NUMBER in mark else mark

    def and_then(self, other: Wording) -> Wording:
        """What two pieces print one after the other."""
        return _wording(a + b for a, b in product(self.texts, other.texts))

    def or_else(self, other: Wording) -> Wording:
        """What one of two pieces prints."""
        return _wording([*self.texts, *other.texts])


NOTHING = Wording(frozenset({""}))
_UNKNOWN = Wording(frozenset({ANY}))


@lru_cache(maxsize=4096)
def together(wordings: tuple[Wording, ...]) -> Wording:
    """What wordings print one after the other, remembered."""
    whole = NOTHING
    for wording in wordings:
        whole = whole.and_then(wording)
    return whole


def _wording(texts: Iterable[str]) -> Wording:
    ways = frozenset(texts)
    return Wording(ways) if len(ways) <= _MOST else _UNKNOWN


def _pattern(way: str) -> str:
    return re.escape(way).replace(re.escape(ANY), "[^\n]*").replace(re.escape(NUMBER), r"[\d—.]*")


def printed(source: str, form: Form, lang: str) -> list[Wording]:
    """The wordings before, between and behind the fields of a place, whose characters (FIRST and up) stand in its source."""
    fields = sum(1 for c in source if ord(c) >= FIRST and ord(c) < FIRST + 1000)
    source = _STRUCTURE.sub("", straight(source))
    if "{" not in source:
        return [Wording(frozenset({piece})) for piece in _split(source)]
    try:
        printer = _Printer(form, lang)
        printer.emit(_body(source, form, lang))
    except (TemplateSyntaxError, KeyError, LookupError):
        return [_UNKNOWN] * (fields + 1)
    return printer.wordings


def _body(source: str, form: Form, lang: str) -> Sequence[nodes.Node]:
    return environment(lang, form).parse(source).body


def _split(text: str) -> list[str]:
    pieces = [""]
    for c in text:
        if FIRST <= ord(c) < FIRST + 1000:
            pieces.append("")
        else:
            pieces[-1] += c
    return pieces


class _Printer:
    """One place being read."""

    def __init__(self, form: Form, lang: str) -> None:
        self.form, self.lang = form.base, lang
        self.title = form.titles[lang]
        self.whose = form
        self.wordings = [NOTHING]

    def emit(self, body: Iterable[nodes.Node], *, sure: bool = True) -> None:
        """Add what some nodes print."""
        for node in body:
            if isinstance(node, nodes.Output):
                for child in node.nodes:
                    self._output(child, sure=sure)
            elif isinstance(node, nodes.If):
                self._branch(node, sure=sure)
            else:
                self._add(_UNKNOWN, sure=sure)

    def _output(self, node: nodes.Node, *, sure: bool) -> None:
        if not isinstance(node, nodes.TemplateData):
            self._add(self._value(node), sure=sure)
            return
        for n, piece in enumerate(_split(node.data)):
            if n:
                self.wordings.append(NOTHING)
            self._add(Wording(frozenset({piece})), sure=sure)

    def _add(self, wording: Wording, *, sure: bool) -> None:
        self.wordings[-1] = self.wordings[-1].and_then(wording if sure else wording.or_else(NOTHING))

    def _branch(self, node: nodes.If, *, sure: bool) -> None:
        """One branch where the language decides, else each of them."""
        known = self._test(node.test)
        behind: list[nodes.Node] = [*node.elif_[:1], *(() if node.elif_ else node.else_)]
        if node.elif_:
            rest = nodes.If(node.elif_[0].test, node.elif_[0].body, node.elif_[1:], node.else_)
            behind = [rest]
        if known is not None:
            self.emit(node.body if known else behind, sure=sure)
        elif any(_has_field(n) for n in (*node.body, *behind)):
            self.emit(node.body, sure=False)
            self.emit(behind, sure=False)
        else:
            self._add(self._all(node.body).or_else(self._all(behind)), sure=sure)

    def _all(self, body: Iterable[nodes.Node]) -> Wording:
        """What nodes without fields print."""
        inner = _Printer(self.whose, self.lang)
        inner.emit(body)
        return inner.wordings[-1]

    def _value(self, node: nodes.Node) -> Wording:
        """What an expression prints."""
        if isinstance(node, nodes.Const):
            return Wording(frozenset({str(node.value)}))
        if isinstance(node, nodes.Name):
            return self._name(node.name)
        if isinstance(node, nodes.Filter) and node.name in _SAME_TEXT and node.node is not None:
            return self._value(node.node)
        if isinstance(node, nodes.Concat):
            whole = NOTHING
            for part in node.nodes:
                whole = whole.and_then(self._value(part))
            return whole
        if isinstance(node, nodes.CondExpr):
            return self._value(node.expr1).or_else(self._value(node.expr2) if node.expr2 else NOTHING)
        return self._call(node) if isinstance(node, nodes.Call) else _UNKNOWN

    def _name(self, name: str) -> Wording:
        known = {"title": self.title, "lang": self.lang, "n": NUMBER}
        return Wording(frozenset({known.get(name, ANY)}))

    def _call(self, node: nodes.Call) -> Wording:
        """What a call of the form's functions prints."""
        first = node.args[0] if node.args else None
        if not isinstance(node.node, nodes.Name) or not isinstance(first, nodes.Const) or node.kwargs:
            return _UNKNOWN
        name, key = node.node.name, str(first.value)
        if name == "label":
            label = self.form.label(key, self.lang)
            return Wording(frozenset({label, f"{label} *"}))
        if name == "text":
            return self._all(_body(self.form.texts[key][self.lang], self.whose, self.lang))
        if name == "phrase":
            return Wording(frozenset({messages.phrase(key, self.lang)}))
        return self._choice(key) if name == "choice" else _UNKNOWN

    def _choice(self, key: str) -> Wording:
        """What one choice is called; what was chosen only a document can tell."""
        pointer, _, option = key.partition("=")
        if not option:
            return _UNKNOWN
        return Wording(frozenset({self.form.by_pointer[pattern(pointer)].choices[option][self.lang]}))

    def _test(self, test: nodes.Node) -> bool | None:
        """What a condition comes to that asks for nothing but the language; None for any other."""
        if not isinstance(test, nodes.Compare) or len(test.ops) != 1:
            return None
        if not isinstance(test.expr, nodes.Name) or test.expr.name != "lang":
            return None
        wanted, op = list(_constants(test.ops[0].expr)), test.ops[0].op
        return (self.lang in wanted) is (op in ("eq", "in")) if op in ("eq", "ne", "in", "notin") else None


def _constants(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Const):
        yield str(node.value)
    elif isinstance(node, nodes.Tuple | nodes.List):
        for item in node.items:
            yield from _constants(item)


def _has_field(node: nodes.Node) -> bool:
    """Whether a field's character stands in a node."""
    return any(len(_split(data.data)) > 1 for data in node.find_all(nodes.TemplateData))
