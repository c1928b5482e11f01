"""What expressions and templates read: the dotted names they take from what surrounds them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from jinja2 import nodes

from casedrop.expressions.sandbox import TEMPLATE, Sandbox

_CHOICE = "choice"


class _AnyCall(Sandbox):
    """The small language, in which any function may be called: of one there is not, `resolve` tells with the likest."""

    def _is_ours(self, call: nodes.Call) -> bool:
        return isinstance(call.node, nodes.Name) and not call.dyn_args and not call.dyn_kwargs


_PARSER = _AnyCall(TEMPLATE, {})


def parsed_anew(template: str) -> nodes.Template:
    """The syntax of a template, for one who compiles it: that changes the tree. Raises jinja2.TemplateSyntaxError."""
    return _PARSER.parse(template)


@lru_cache(maxsize=16_384)
def parsed(template: str) -> nodes.Template:
    """The syntax of a template, parsed once, to be looked at only; raises jinja2.TemplateSyntaxError."""
    return parsed_anew(template)


def dotted(node: nodes.Node) -> Iterator[str]:
    """The paths a piece of syntax reads: `a.b` of `a.b` and of `a['b']`, the longest that can be told."""
    path = _path(node)
    if path:
        yield ".".join(path)
        return
    for child in node.iter_child_nodes():
        yield from dotted(child)


@lru_cache(maxsize=16_384)
def reads(template: str) -> frozenset[str]:
    """The data a template reads: its names but those of functions, and `edition` for `choice('/edition')`.

    Raises jinja2.TemplateSyntaxError.
    """
    if "{" not in template:  # as most texts of forms and flows: no syntax, nothing read
        return frozenset()
    tree = parsed(template)
    called = {call.node.name for call in tree.find_all(nodes.Call) if isinstance(call.node, nodes.Name)}
    shown = {pointer.strip("/").split("/-")[0].replace("/", ".") for pointer in arguments(tree, _CHOICE)}
    return frozenset({*dotted(tree), *shown} - called)


def texts(template: str) -> tuple[str, ...]:
    """The keys of the texts a template says by `text('key')`; raises jinja2.TemplateSyntaxError."""
    return tuple(dict.fromkeys(arguments(parsed(template), "text")))


def arguments(tree: nodes.Node, function: str) -> Iterator[str]:
    """The constant first arguments of the calls of a function."""
    for call in tree.find_all(nodes.Call):
        first = call.args[0] if call.args else None
        if isinstance(call.node, nodes.Name) and call.node.name == function and isinstance(first, nodes.Const):
            yield str(first.value)


def written(node: nodes.Node) -> str:
    """A piece of syntax as a person would write it, near enough to be found: names, constants, the filters behind them."""
    if isinstance(node, nodes.Const):
        return str(node.value)
    if isinstance(node, nodes.Filter):
        return f"{written(node.node) if node.node else ''} | {node.name}"
    if isinstance(node, nodes.List):
        return f"[{', '.join(map(written, node.items))}]"
    if isinstance(node, nodes.Getattr):
        return f"{written(node.node)}.{node.attr}"
    return ".".join(_path(node)) or "…"


def _path(node: nodes.Node) -> tuple[str, ...]:
    """The names of `a.b['c']`; empty if the node is anything else."""
    if isinstance(node, nodes.Name):
        return (node.name,)
    if isinstance(node, nodes.Getattr):
        before = _path(node.node)
        return (*before, node.attr) if before else ()
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
        before = _path(node.node)
        return (*before, node.arg.value) if before else ()
    return ()
