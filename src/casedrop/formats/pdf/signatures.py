"""Digital signatures in a PDF, checked by pyHanko against the office's own roots; nothing is fetched from anywhere (0103)."""

from __future__ import annotations

import io
import logging
from collections.abc import Coroutine, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, TypeVar

from casedrop.forms.signing import BROKEN, CHANGED, EXTRA, FORMS, INTACT, NOTES, ODD, OTHER, UNCHECKED, DigitalSignature

if TYPE_CHECKING:
    from asn1crypto.x509 import Certificate
    from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
    from pyhanko.sign.validation.status import PdfSignatureStatus

MOST = 20
"""Signatures of a file that are looked at; of more the rest is said to be unchecked."""
LONGEST = 120
"""Letters of a signer's name that are shown."""
_SIGN = b"/ByteRange"
"""What every signature has in plain bytes: it says which bytes of the file it signs (ISO 32000-1, 12.8.1)."""
_BOOKS = ("/Metadata", "/Extensions", "/Version")
"""What of a file's root programs write anew whenever they save it."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Signed:
    """The signatures of a PDF in the order they were made, and the file as the last one signed it, before anything was added."""

    signatures: tuple[DigitalSignature, ...]
    revision: bytes


def signed(data: bytes, roots: Sequence[bytes] = ()) -> Signed:
    """What signs a PDF; `roots` are the certificates (DER) of the authorities that the office trusts. A file that was made to
    break this has a signature that was not checked."""
    if _SIGN not in data:
        return Signed((), data)
    if find_spec("pyhanko") is None:
        return Signed((DigitalSignature(UNCHECKED, why=EXTRA),), data)
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    try:
        return _checked(data, roots)
    except Exception:  # whoever made the file chose what is raised here
        return Signed((DigitalSignature(UNCHECKED, why=ODD),), data)


def _checked(data: bytes, roots: Sequence[bytes]) -> Signed:
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415 - an extra

    reader = PdfFileReader(io.BytesIO(data), strict=False)
    if reader.encrypted:
        reader.decrypt(b"")
    there = sorted(reader.embedded_regular_signatures, key=_end)
    found = [_one(one, roots) for one in there[:MOST]]
    rest = [DigitalSignature(UNCHECKED, why=ODD)] if len(there) > MOST else []
    is_changed = bool(found) and not rest and found[-1].state == CHANGED
    return Signed((*found, *rest), data[: _end(there[-1])] if is_changed else data)


def _one(there: EmbeddedPdfSignature, roots: Sequence[bytes]) -> DigitalSignature:
    try:
        return _told(there, _status(there, roots))
    except Exception:  # an algorithm that is not known here, or a signature made to break its reader
        return DigitalSignature(UNCHECKED, why=ODD)


def _status(there: EmbeddedPdfSignature, roots: Sequence[bytes]) -> PdfSignatureStatus:
    """What pyHanko finds, the certificate judged as of when it was used."""
    from pyhanko.sign.validation.pdf_embedded import async_validate_pdf_signature  # noqa: PLC0415 - an extra

    claimed = there.self_reported_timestamp
    own, known = _context(roots, _within(there.signer_cert, claimed)), _context(roots, None)
    return _run(async_validate_pdf_signature(there, own, known))


def _context(roots: Sequence[bytes], moment: datetime | None) -> Any:
    """What certificates are held against: the office's roots, no list of revoked ones, no network."""
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415 - an extra

    return ValidationContext(
        trust_roots=list(_authorities(roots)), allow_fetching=False, revocation_mode="soft-fail", moment=moment
    )


def _authorities(roots: Sequence[bytes]) -> Iterator[Certificate]:
    """The certificates of authorities; a file of theirs that holds none is left out."""
    from asn1crypto.x509 import Certificate  # noqa: PLC0415 - an extra

    for one in roots:
        with suppress(ValueError, TypeError):
            certificate = Certificate.load(one)
            if certificate.subject.native and certificate.public_key.native:
                yield certificate


def _told(there: EmbeddedPdfSignature, status: PdfSignatureStatus) -> DigitalSignature:
    stamp, claimed = status.timestamp_validity, status.signer_reported_dt
    is_stamped = bool(stamp and stamp.valid and stamp.intact and stamp.trusted)
    at = stamp.timestamp if stamp and is_stamped else claimed
    is_whole = status.intact and status.valid
    why = _added(there, status) if is_whole else ""
    return DigitalSignature(
        state=(CHANGED if why else INTACT) if is_whole else BROKEN,
        signer=_name(there.signer_cert),
        at=_aware(at).astimezone(UTC).isoformat(timespec="seconds") if at else "",
        stamped=is_stamped,
        trusted=bool(is_whole and status.trusted),
        expired=at is not None and _within(there.signer_cert, at) != _aware(at),
        why=why,
    )


def _added(there: EmbeddedPdfSignature, status: PdfSignatureStatus) -> str:
    """What was added behind a signature, other than what keeps it checkable, and signatures made later; "" if nothing was."""
    from pyhanko.sign.diff_analysis import ModificationLevel  # noqa: PLC0415 - an extra
    from pyhanko.sign.validation.status import SignatureCoverageLevel  # noqa: PLC0415 - an extra

    level = status.modification_level
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return ""
    if level is None or status.coverage != SignatureCoverageLevel.ENTIRE_REVISION:
        return OTHER
    if level <= ModificationLevel.LTA_UPDATES:
        return ""
    again = [pair for pair in _again(there) if not _keeps_books(*pair)]
    if level == ModificationLevel.FORM_FILLING:
        return FORMS if any(_is_of_field(old, new) for old, new in again) else ""
    return NOTES if all(_is_same_but_notes(old, new) for old, new in again) else OTHER


def _again(there: EmbeddedPdfSignature) -> Iterator[tuple[Any, Any]]:
    """The objects that a signature signed and that were written anew behind it: as they were, and as they are."""
    reader, revision = there.reader, there.signed_revision
    old = reader.get_historical_resolver(revision)
    for later in range(revision + 1, reader.xrefs.total_revisions):
        for ref in reader.xrefs.explicit_refs_in_revision(later):
            if not old.is_ref_unassignable(ref):  # else it is new
                yield old(ref), ref.get_object()


def _keeps_books(old: Any, new: Any) -> bool:
    """Whether an object only says which program saved the file, or is its root with nothing else changed."""
    from pyhanko.sign.diff_analysis.commons import compare_dicts  # noqa: PLC0415 - an extra

    kind = old.get("/Type") if isinstance(old, Mapping) else None
    is_same = kind == "/Catalog" and compare_dicts(old, new, frozenset(_BOOKS), raise_exc=False)
    return kind == "/Metadata" or bool(is_same)


def _is_of_field(old: Any, new: Any) -> bool:
    """Whether an object is a field that people fill, or what one shows; pyHanko has found nothing else changed. A place to sign
    that was empty is none, nor is a list that only grew."""
    if isinstance(old, list):
        return _grown(old, new) is None
    return ("/FT" in old or "/T" in old or "/BBox" in old) and old.get("/FT") != "/Sig"


def _is_same_but_notes(old: Any, new: Any) -> bool:
    """Whether an object is a page, or the list of what lies on one, with nothing but notes added."""
    from pyhanko.sign.diff_analysis.commons import compare_dicts  # noqa: PLC0415 - an extra

    if isinstance(old, list):
        added = _grown(old, new)
        return added is not None and all(isinstance(one, Mapping) and "/Rect" in one for one in added)
    is_page = isinstance(old, Mapping) and old.get("/Type") == "/Page"
    return is_page and bool(compare_dicts(old, new, frozenset({"/Annots"}), raise_exc=False))


def _grown(old: list[Any], new: Any) -> list[Any] | None:
    """What a list has more than it had; None if it is not the old one with more behind it."""
    then, now = [*old], [*new] if isinstance(new, list) else []
    return [one.get_object() for one in now[len(then) :]] if now[: len(then)] == then else None


def _within(certificate: Certificate, at: datetime | None) -> datetime:
    """A moment, or the nearest one at which a certificate was valid; without a moment, now."""
    moment = _aware(at) if at else datetime.now(UTC)
    return min(max(moment, certificate.not_valid_before), certificate.not_valid_after)


def _aware(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _name(certificate: Certificate) -> str:
    """Whom a certificate names: a person or a house by its common name, else all it says."""
    said = certificate.subject.native
    name = said.get("common_name") or certificate.subject.human_friendly
    return "".join(letter for letter in _first(name) if letter.isprintable())[:LONGEST]


def _first(name: str | Iterable[str]) -> str:
    return name if isinstance(name, str) else " · ".join(name)


def _end(there: EmbeddedPdfSignature) -> int:
    """Where what a signature signs ends in its file."""
    *_, start, length = (int(one) for one in there.byte_range)
    return start + length


def _run(work: Coroutine[Any, Any, T]) -> T:
    """What a coroutine gives that waits for nothing: a loop needs sockets, which a confined process has not."""
    try:
        work.send(None)
    except StopIteration as done:
        value: T = done.value
        return value
    work.close()
    raise RuntimeError("it waits for something")
