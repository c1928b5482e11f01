"""A form in your hands: filled, read, judged and marked, in a workspace or without one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from casedrop.api.errors import UnfitAnswers
from casedrop.api.load import load
from casedrop.cases.context import around
from casedrop.cases.definitions import Definitions
from casedrop.desk.reading.examine import KnownForms, examine
from casedrop.documents.document import facts_of
from casedrop.formats.registry import FORMATS, MARKS
from casedrop.forms import form as declaration
from casedrop.forms import validate as validation
from casedrop.forms.canonical import canonical
from casedrop.forms.messages import FormProblem, labelled
from casedrop.forms.reading import Mark, Reading
from casedrop.forms.stamp import Stamp, write
from casedrop.language import filenames
from casedrop.language.problem import Answers, Json, Problem, Texts

Templates = Callable[[str], bytes]
"""(language) -> the bytes of the form's template; raises FileNotFoundError."""
Samples = Callable[[str], Answers]
"""(language) -> answers a clerk might give."""


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A Word or Excel file that was filled or marked: its bytes, and a name for it that is safe on every system."""

    data: bytes = field(repr=False)
    name: str

    def save(self, path: str | Path = "") -> Path:
        """Write the file and return its path; without one, by its own name in the current folder; into a folder, likewise.

        A file that is there is replaced. Raises ValueError if the path ends otherwise than such a file must (`.docx`,
        `.xlsx`), and OSError.
        """
        target = Path(path)
        target = target / self.name if target.is_dir() else target
        if target.suffix.lower() != Path(self.name).suffix:
            raise ValueError(f"{target} must end in {Path(self.name).suffix}")
        target.write_bytes(self.data)
        return target


@dataclass(frozen=True)
class Form:
    """A form with its templates. `declared` is what declaration and schema say; `definitions` give the company and its zone;
    `lang` is the language where none is asked for; `key` signs what is filled (b"": it bears no stamp).

    A form comes from `Workspace.form` or `Form.load`. Languages are `vi`, `zh-Hans`, `zh-Hant` and `en`.
    """

    declared: declaration.Form = field(repr=False)
    templates: Templates = field(repr=False)
    samples: Samples = field(repr=False)
    definitions: Definitions = field(repr=False)
    lang: str = "en"
    key: bytes = field(default=b"", repr=False)

    @classmethod
    def load(cls, path: str | Path, *, company: Mapping[str, Json] | None = None, lang: str = "en") -> Form:
        """The form that a YAML file describes, without a workspace or a ledger.

        The file is a list of fields as `casedrop new form` takes it, or a form's declaration with its `<form>.schema.json`
        beside it (or where a workspace has it). Its template is `<form>.<lang>.docx` (`.xlsx`) or `<form>.docx` beside it; where
        there is none, one is made from the fields. `company` is what templates say of yours (`name`, `address`, `phone`,
        `email` …), each a text or a text per language. Raises BrokenForm, FileNotFoundError.

        >>> visit = Form.load("visit-note.yaml")
        >>> visit.title("en"), visit.format
        ('Visit note', 'docx')
        """
        loaded = load(Path(path), company or {})
        return cls(loaded.form, loaded.template, loaded.sample, loaded.definitions, lang)

    def __repr__(self) -> str:
        return f"<casedrop.Form {self.id}>"

    @property
    def id(self) -> str:
        """Its name: that of its files."""
        return self.declared.id

    @property
    def format(self) -> str:
        """`docx` or `xlsx`."""
        return self.declared.format

    @property
    def fields(self) -> tuple[declaration.Field, ...]:
        """What people fill, in the schema's order; the columns of a table once, as `/items/-/content`."""
        return self.declared.fields

    def title(self, lang: str = "") -> str:
        """What it is called."""
        return self.declared.titles[lang or self.lang]

    def labels(self, pointer: str) -> Texts:
        """How a field is called in each language, by its pointer (`/customer/name`); raises KeyError."""
        return self.declared.by_pointer[pointer].labels

    def sample(self, lang: str = "") -> Answers:
        """Answers a clerk might give; plainly invented ones for a form without samples."""
        return self.samples(lang or self.lang)

    def fill(
        self, answers: Answers | None = None, lang: str = "", *, part: str = "", at: datetime | None = None
    ) -> FilledForm:
        """The form filled with answers, or empty; nothing is written until it is saved.

        `answers` are nested as the schema has them; dates may be `date`, decimals `Decimal`, int or float. `part` is the
        stage whose fields can be written ("": those of whoever opens a case). `at` is the moment whose day it bears in the
        company's zone; else now. Raises UnfitAnswers with every problem; what is only missing is no problem here.

        >>> visit.fill({"customer": {"name": "Mây"}, "visited_on": "2021-06-23"}, lang="vi").name
        'Phiếu thăm khách.docx'
        """
        lang = lang or self.lang
        held = self._canonical(answers or {})
        declared, stamp = self.declared, Stamp(self.id, self.declared.version, lang, part=part)
        data = FORMATS[self.format].fill(
            self.templates(lang),
            declared,
            lang,
            held,
            writable=declared.writable(part) if declared.returns else frozenset(),
            stamp=write(stamp, self.key) if self.key else "",
            facts=facts_of(self.definitions, None, declared, stamp, self.key, at or datetime.now(UTC)),
        )
        return FilledForm(data, filenames.safe_name(self.title(lang), f".{self.format}"))

    def read(self, file: str | Path | bytes, lang: str = "") -> Reading:
        """What a filled file says: its answers, how and where each was found, and what could not be read.

        The language is the file's own, else `lang`. A file that is not this form, or is damaged, has a problem and no
        answers. It is read in this process: files of strangers are better left to `casedrop read`, which reads them apart.
        Raises OSError.

        >>> visit.fill({"visited_on": "2021-06-23"}).save("note.docx").name
        'note.docx'
        >>> visit.read("note.docx").answers
        {'visited_on': '2021-06-23'}
        """
        usual = lang or self.lang
        shelf = KnownForms({self.id: self.declared}, _Lazy(self.id, self.templates), usual)
        reading = examine(_bytes(file), shelf).reading
        return replace(reading, problems=labelled(self.declared, reading.problems))

    def validate(
        self, reading: Reading | Answers, *, part: str = "", decided: Answers | None = None
    ) -> tuple[FormProblem, ...]:
        """Everything wrong with what a file says, or with answers, in the order of the fields; () if nothing is.

        Held against the schema, the form's own rules and, for a later `part`, what was `decided` before and must stand
        unchanged. Each problem has a stable `code`, a `place` (`str` of it says it in English), the field's `pointer`, and
        `say(lang)`.

        >>> for problem in visit.validate({"customer": {"name": "Mây"}, "mood": "good"}):
        ...     print(problem.pointer, problem.code, "-", problem.say("en"))
        /visited_on required - Date: This is required and still empty. Fill it in.
        """
        if isinstance(reading, Reading):
            seen = reading
        else:
            held, unfit = canonical(reading, self.declared)
            seen = Reading(self.id, answers=held, problems=unfit)
        _, problems = validation.judge(self.declared, part, seen, decided or {}, around(self.definitions))
        return labelled(self.declared, problems)

    def mark(self, file: str | Path | bytes, problems: Iterable[Problem], lang: str = "") -> FilledForm:
        """A copy of a filled file with a remark at the place of each problem; every other part of it stays as it is."""
        data, lang = _bytes(file), lang or self.lang
        marks = [Mark(p.place, p.say(lang)) for p in problems]
        name = Path(file).name if not isinstance(file, bytes) else f"{self.title(lang)}.{self.format}"
        return FilledForm(MARKS[self.format](data, marks), name)

    def _canonical(self, answers: Answers) -> dict[str, Json]:
        held, problems = canonical(answers, self.declared)
        if problems:
            raise UnfitAnswers(labelled(self.declared, problems))
        return held


class _Lazy(dict[tuple[str, str], str | bytes]):
    """The templates a reading may ask for, each fetched when it is."""

    def __init__(self, form: str, templates: Templates) -> None:
        super().__init__()
        self.form, self.templates = form, templates

    def __missing__(self, key: tuple[str, str]) -> bytes:
        return self.templates(key[1])


def _bytes(file: str | Path | bytes) -> bytes:
    return file if isinstance(file, bytes) else Path(file).read_bytes()
