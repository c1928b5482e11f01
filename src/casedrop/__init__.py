"""casedrop: a shared folder that does the work of a service department.

From Python: a workspace and its forms, a form without a workspace, cases replayed from the archive, and the engine as plain
values (docs/api.md). What is named here is loaded when it is first used; `import casedrop` alone loads nothing.

>>> visit = casedrop.Form.load("visit-note.yaml")
>>> [problem.pointer for problem in visit.validate({})]
['/visited_on', '/mood']
"""

from importlib import import_module

TYPE_CHECKING = False  # type checkers take it for true; `typing` is not loaded for it
if TYPE_CHECKING:
    from casedrop.api.engine import Decision, FormDrop, Plan, decide, plan, tick
    from casedrop.api.errors import BrokenForm, UnfitAnswers, Unknown
    from casedrop.api.explain import Explanation
    from casedrop.api.form import FilledForm, Form
    from casedrop.api.journal import Journal, read_journal
    from casedrop.api.workspace import Workspace
    from casedrop.cases import events
    from casedrop.cases.case import Case
    from casedrop.cases.definitions import Definitions
    from casedrop.cases.events import Event
    from casedrop.cases.evolve import fold
    from casedrop.documents.document import Document
    from casedrop.forms.form import Field
    from casedrop.forms.reading import Reading
    from casedrop.language.problem import LANGS, Place, Problem
    from casedrop.store.errors import BrokenChain
    from casedrop.workspace.errors import BrokenWorkspace, NotEmpty, NoWorkspace

__all__ = [
    "LANGS",
    "BrokenChain",
    "BrokenForm",
    "BrokenWorkspace",
    "Case",
    "Decision",
    "Definitions",
    "Document",
    "Event",
    "Explanation",
    "Field",
    "FilledForm",
    "Form",
    "FormDrop",
    "Journal",
    "NoWorkspace",
    "NotEmpty",
    "Place",
    "Plan",
    "Problem",
    "Reading",
    "UnfitAnswers",
    "Unknown",
    "Workspace",
    "decide",
    "events",
    "fold",
    "plan",
    "read_journal",
    "tick",
]

_HOMES = {
    "LANGS": "casedrop.language.problem",
    "BrokenChain": "casedrop.store.errors",
    "BrokenForm": "casedrop.api.errors",
    "BrokenWorkspace": "casedrop.workspace.errors",
    "Case": "casedrop.cases.case",
    "Decision": "casedrop.api.engine",
    "Definitions": "casedrop.cases.definitions:Definitions",
    "Document": "casedrop.documents.document",
    "Event": "casedrop.cases.events",
    "Explanation": "casedrop.api.explain",
    "Field": "casedrop.forms.form",
    "FilledForm": "casedrop.api.form",
    "Form": "casedrop.api.form",
    "FormDrop": "casedrop.api.engine",
    "Journal": "casedrop.api.journal",
    "NoWorkspace": "casedrop.workspace.errors",
    "NotEmpty": "casedrop.workspace.errors",
    "Place": "casedrop.language.problem",
    "Plan": "casedrop.api.engine",
    "Problem": "casedrop.language.problem",
    "Reading": "casedrop.forms.reading",
    "UnfitAnswers": "casedrop.api.errors",
    "Unknown": "casedrop.api.errors",
    "Workspace": "casedrop.api.workspace",
    "decide": "casedrop.api.engine",
    "events": "casedrop.cases:events",
    "fold": "casedrop.cases.evolve",
    "plan": "casedrop.api.engine",
    "read_journal": "casedrop.api.journal",
    "tick": "casedrop.api.engine",
}
"""Where each name stands, and after a colon what it is called there."""


def __getattr__(name: str) -> object:
    """What is meant by a name of `__all__`, loaded now; raises AttributeError for any other."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, _, other = _HOMES[name].partition(":")
    home = import_module(module)
    value: object = getattr(home, other or name, None) or import_module(f"{module}.{other}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The names of the API beside those of the module."""
    return sorted({*globals(), *__all__})
