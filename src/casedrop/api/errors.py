"""What can be wrong with a call: one class a situation. Wrong data is a Problem and is returned, not raised."""

from __future__ import annotations

from collections.abc import Sequence

from casedrop.language.problem import Problem


class UnfitAnswers(ValueError):  # noqa: N818 - the situation is the name
    """Answers that no file can hold (a number that is none, a choice there is not); `problems` says each, with its field."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(p.say("en") for p in problems))


class BrokenForm(ValueError):  # noqa: N818
    """A form whose declaration, schema or list of fields cannot be used; `problems` says each, with file and line."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(p.line("en") for p in problems))


class Unknown(KeyError):  # noqa: N818
    """There is no form, flow or case of that name; `known` are those most like it."""

    def __init__(self, what: str, name: str, known: Sequence[str]) -> None:
        self.known = tuple(known)
        like = f" Did you mean {', '.join(known)}?" if known else ""
        super().__init__(f"There is no {what} {name}.{like}")

    def __str__(self) -> str:
        return str(self.args[0])
