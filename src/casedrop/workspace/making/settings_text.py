"""The `casedrop.toml` of a new office: who it is as far as that was said, a placeholder for what it must still say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from casedrop.language.fallback import completed, is_texts
from casedrop.language.filenames import fold, safe_name
from casedrop.language.problem import Json, Texts
from casedrop.language.role_names import name_of, named_in
from casedrop.workspace.making.choice import Choice
from casedrop.workspace.making.toml import written
from casedrop.workspace.reading.calendars import WEEK
from casedrop.workspace.settings import PLACEHOLDER, Settings

USUAL = ("address", "phone", "email")
"""What every office says of itself."""
SAID = ("name", "zone", "calendar", "language", "currency")
GROUP = "departments"
"""What of the company is said department by department: only those that are read."""
KEPT = ("vat_rate", "satisfaction_standard", "review_renewals", "national_motto")
"""Rules of the house, which no new office has to make up: as they are shipped."""
_READ = re.compile(r"\bcompany\.([a-z_]+)(?:\.([a-z_]+))?")
Part = tuple[str, Mapping[str, Json]]
"""What a part of the file is about, for its comment, and what it says."""
HEAD = """\
#:schema ./.casedrop/schemas/settings.schema.json
# The workspace's settings: who you are, when you work, who has a part in your flows. Put your own words where … stands;
# casedrop check names every such place.
"""


@dataclass(frozen=True)
class Office:
    """Who a new workspace is for: the company, its languages (the first is said to the staff), its country, zone and currency;
    `titles` of roles by id, where an office calls them otherwise."""

    company: str
    languages: tuple[str, ...]
    country: str
    zone: str
    currency: str
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def calendar(self) -> str:
        """The id of its calendar."""
        return self.country.lower()


def read_of_company(texts: Iterable[str]) -> set[tuple[str, str]]:
    """What declarations and templates read of the company: (key, key within or "")."""
    return {(found[1], found[2] or "") for text in texts for found in _READ.finditer(text)}


def company(of: Settings, read: Iterable[tuple[str, str]]) -> dict[str, Json]:
    """What must be said of the company because something reads it: placeholders, rules of the house as they are."""
    wanted = {*read, *((key, "") for key in USUAL)}
    return {key: value for key, value in _open(of.company, wanted).items() if key not in SAID}


def _open(table: Mapping[str, Json], wanted: set[tuple[str, str]]) -> dict[str, Json]:
    keys = {key for key, _ in wanted}
    found = {key: value if key in KEPT else _empty(value) for key, value in table.items() if key in keys}
    inner = {sub for key, sub in wanted if key == GROUP and sub}
    if GROUP in found and inner:
        found[GROUP] = {key: value for key, value in found[GROUP].items() if key in inner}
    return {key: value for key, value in found.items() if value not in (None, {}, [])}


def _empty(value: Json) -> Json:
    """A placeholder for each text; nothing for what is no text."""
    if isinstance(value, str) or is_texts(value):
        return PLACEHOLDER
    return {key: _empty(one) for key, one in value.items()} if isinstance(value, Mapping) else None


def roles(
    of: Settings, wanted: Iterable[str], languages: tuple[str, ...], titles: Mapping[str, str | Texts]
) -> dict[str, Json]:
    """The tables of roles: their titles, and their folder by the title in the first language."""
    said = {role: completed(titles[role], languages) if role in titles else of.roles[role] for role in wanted}
    names = {role: safe_name(texts[languages[0]]) for role, texts in said.items()}
    alone = {role for role, name in names.items() if [*map(fold, names.values())].count(fold(name)) == 1}
    folders = {role: name if role in alone else f"{name} ({role})" for role, name in names.items()}
    return {
        role: {**{lang: texts[lang] for lang in languages}, "folder": folders[role]} for role, texts in said.items()
    }


def named_only(of: Settings, texts: Iterable[str], there: Iterable[str], languages: tuple[str, ...]) -> dict[str, Json]:
    """The titles of roles that texts name and that are none of those that are `there`."""
    named, known = named_in(texts), {*there}
    wanted = {role: said for role, said in of.titles.items() if role not in known and name_of(role) in named}
    return {role: {lang: said[lang] for lang in languages} for role, said in wanted.items()}


def ordinary(of: Settings, languages: tuple[str, ...]) -> list[str]:
    """The phrases that hold the title of a role in one of the languages and do not mean it."""
    titles = [said[lang].casefold() for said in of.titles.values() for lang in languages]
    return [phrase for phrase in of.ordinary if any(title in phrase.casefold() for title in titles)]


def settings_text(
    of: Settings, choice: Choice, office: Office, read: Iterable[tuple[str, str]], texts: Iterable[str]
) -> str:
    """The whole file; `texts` are those of the declarations the office gets."""
    parts = (
        *_of_the_company(of, office, read),
        *_of_roles(of, choice, office, texts),
        ("Papers of the desk: which form each is, and what fills it.", {"slips": choice.slips}),
        ("The register of customers.", {"customers": of.customers if choice.has_register else {}}),
        (
            "The form by which cases are held, resumed, cancelled and reopened, and who may.",
            {"steering": steering(of, choice)},
        ),
    )
    return HEAD + "".join(
        f"\n{f'# {line}{chr(10)}{chr(10)}' if line else ''}{written(part)}" for line, part in parts if _says(part)
    )


def _of_the_company(of: Settings, office: Office, read: Iterable[tuple[str, str]]) -> Iterator[Part]:
    whole = company(of, read)
    first = {key: value for key, value in whole.items() if not isinstance(value, Mapping)}
    groups = {key: value for key, value in whole.items() if isinstance(value, Mapping)}
    said = {
        "name": office.company,
        "zone": office.zone,
        "calendar": office.calendar,
        "language": office.languages[0],
        "currency": office.currency,
    }
    entry = {"country": office.country, "overrides": f"calendars/{office.calendar}.yaml", "hours": _hours(of, office)}
    yield "", {"languages": [*office.languages]}
    yield "", {"company": {**said, **first, **groups}}
    when = "When you work: the hours of each weekday; one that is not named is closed."
    yield when, {"calendars": {office.calendar: entry}}


def _of_roles(of: Settings, choice: Choice, office: Office, texts: Iterable[str]) -> Iterator[Part]:
    yield (
        "Who has a part in your flows: a folder each in inbox/, and what is dropped there is said by that role.",
        {"roles": roles(of, choice.roles, office.languages, office.titles)},
    )
    yield (
        "Roles that texts name and that have no part in your flows: they have no folder.",
        {"titles": named_only(of, texts, choice.roles, office.languages)},
    )
    yield (
        "Phrases that hold the title of a role and do not mean it; elsewhere texts name roles by {{ roles.… }}.",
        {"wording": {"ordinary": ordinary(of, office.languages)}},
    )


def _hours(of: Settings, office: Office) -> dict[str, Json]:
    """The hours of the shipped calendar of the country, else those of an ordinary week."""
    known = of.calendars.get(office.calendar)
    return dict(known["hours"]) if known else {day: ["09:00-17:00"] for day in WEEK[:5]}


def steering(of: Settings, choice: Choice) -> dict[str, Json]:
    """The table that says by which form cases are steered, and by whom of the chosen roles."""
    if of.steering is None or not choice.steers:
        return {}
    where = {key: getattr(of.steering, key) for key in ("case", "way", "why", "customer")}
    return {"form": of.steering.form, "from": [*choice.steers], **{key: value for key, value in where.items() if value}}


def _says(part: Mapping[str, Json]) -> bool:
    return any(any(said.values()) if isinstance(said, Mapping) else said for said in part.values())
