"""Whether two patterns of numbers can ever give one text."""

from __future__ import annotations

from jinja2 import nodes

from casedrop.expressions.unresolved import Unresolved

DIGITS = frozenset("0123456789")

Letters = tuple[tuple[frozenset[str], bool], ...]
"""The letters of a text in their order: which may stand there, and whether there may be more of them than one."""


def letters(tree: nodes.Template | Unresolved) -> Letters | None:
    """What the texts of a pattern are made of; None of one that is more than letters, `year` and `n`."""
    if isinstance(tree, Unresolved) or not all(isinstance(part, nodes.Output) for part in tree.body):
        return None
    found: list[tuple[frozenset[str], bool]] = []
    for part in (part for output in tree.body if isinstance(output, nodes.Output) for part in output.nodes):
        piece = _piece(part)
        if piece is None:
            return None
        found += piece
    return tuple(found)


def can_meet(one: Letters, other: Letters) -> bool:
    """Whether a text fits both: the places in both are walked side by side."""
    seen, todo = set(), [(0, 0)]
    while todo:
        at = i, j = todo.pop()
        if at == (len(one), len(other)):
            return True
        if at in seen or i == len(one) or j == len(other):
            continue
        seen.add(at)
        if one[i][0] & other[j][0]:
            todo += [
                (a, b)
                for a in ((i, i + 1) if one[i][1] else (i + 1,))
                for b in ((j, j + 1) if other[j][1] else (j + 1,))
            ]
    return False


def _piece(part: nodes.Expr) -> list[tuple[frozenset[str], bool]] | None:
    match part:
        case nodes.TemplateData():
            return [(frozenset(letter), False) for letter in part.data]
        case nodes.Const():
            return [(frozenset(letter), False) for letter in str(part.value)]
        case nodes.Name(name="year"):
            return [(frozenset("2"), False), *[(DIGITS, False)] * 3]
        case nodes.Name(name="n"):
            return [(DIGITS, True)]
        case nodes.Filter(name="pad", node=nodes.Name(name="n"), args=[nodes.Const(value=int(width))]):
            return [*[(DIGITS, False)] * (min(width, 20) - 1), (DIGITS, True)]
    return None
