"""Whether the archive is still what was put there: manifests, chains of journals, the shelf, and files nobody put there."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from casedrop.store import files, journal, manifest, temporary
from casedrop.store.archive import folders
from casedrop.store.audit.read import Digest, Known, held, look
from casedrop.store.audit.swapped import Changed, named
from casedrop.store.audit.witness import KnownFile
from casedrop.store.records import Fault
from casedrop.store.versions import SHELF

Tell = Callable[[int, int], None]
"""(folders looked at, folders to be looked at) -> nothing: whoever waits hears how far it is."""


def silent(_done: int, _of: int) -> None:
    """Tell nobody."""


def verify(
    root: Path,
    heads: Mapping[str, str] | None = None,
    digest: Digest = files.digest,
    issued: Mapping[str, Mapping[int, KnownFile]] | None = None,
    without: Collection[str] = (),
    tell: Tell = silent,
) -> list[Fault]:
    """Everything that is wrong with the archive below `root`, by path (C10); [] is a sound one.

    `heads` are the ledger's: the last journal hash of each folder it knows, without which a cut end is not seen. `issued`
    is what it tells of documents, by folder and file number: a manifest may have been mended to fit a forged one. What
    seems altered is read once more before it is called so, for a share may err once; what cannot be read, a file or a whole
    folder, is `unreadable`, and says nothing of its bytes. A folder whose last effects are not yet done may show faults until
    they are. Into folders `without` which it is done nobody looks; `tell` hears how far it is.
    """
    known = sorted({*folders(root), *(heads or {})})
    beyond = list(_beyond(root, {*known}))
    closed = {fault.path for fault in beyond if fault.kind == "unreadable"}
    facts = Known(heads or {}, issued or {}, {journal.seed(folder): folder for folder in known})
    looked: list[Fault | Changed] = []
    wanted = [folder for folder in known if folder not in without and not _above(folder) & closed]
    for n, folder in enumerate(wanted, 1):
        looked += look(root, folder, facts, digest)
        tell(n, len(wanted))
    wrong = [*beyond, *looked, *_shelf(root, digest)]
    changed = [one for one in wrong if isinstance(one, Changed)]
    told = [one for one in wrong if isinstance(one, Fault)]
    return sorted([*told, *named(changed, _owners(root, known, changed))], key=lambda f: (f.path, f.kind, f.detail))


def ahead(root: Path, heads: Mapping[str, str]) -> list[str]:
    """The folders whose journals hold entries the ledger with these `heads` does not know.

    Those are folders whose effects are not yet done; or the ledger is an older one, restored from a backup (F5).
    """
    chains = {folder: journal.read(root, folder) for folder in folders(root)}
    return [f for f, c in chains.items() if c.hashes and (f not in heads or heads[f] in c.hashes[:-1])]


def _above(folder: str) -> set[str]:
    path = PurePosixPath(folder)
    return {str(place) for place in (path, *path.parents)}


def _beyond(root: Path, known: set[str]) -> Iterator[Fault]:
    """Faults for whatever belongs to no folder of the archive, and for folders that cannot be read: what those hold is
    unknown, which is not the same as missing.
    """
    errors: list[OSError] = []
    for place, _, names in os.walk(root, onerror=errors.append):
        folder = _relative(root, place)
        strange = [] if folder in known else [name for name in names if not _is_ours(folder, name)]
        yield from (Fault("extra", _join(folder, name), "in no folder of the archive") for name in strange)
    for error in errors:
        if not isinstance(error, FileNotFoundError):
            yield Fault("unreadable", _relative(root, str(error.filename)), str(error.strerror))


def _relative(root: Path, path: str) -> str:
    return Path(path).relative_to(root).as_posix()


def _is_ours(folder: str, name: str) -> bool:
    is_mark = folder == "." and name.startswith(".")  # a share's or a repository's own, such as `.keep`
    return is_mark or temporary.is_tmp(name) or folder == f"{SHELF}/{name[:2]}"


def _join(folder: str, name: str) -> str:
    return (PurePosixPath(folder) / name).as_posix()


def _shelf(root: Path, digest: Digest) -> Iterator[Fault | Changed]:
    for path in _on_shelf(root):
        rel = _relative(root, str(path))
        try:
            sha = held(path, path.name, digest)
        except OSError as error:
            yield Fault("unreadable", rel, str(error))
        else:
            if sha != path.name:
                yield Changed(rel, path.name, sha)


def _on_shelf(root: Path) -> list[Path]:
    shelf = root / SHELF
    names = glob.glob("??/*", root_dir=shelf)  # noqa: PTH207 - Path.glob raises where a folder is closed; `_beyond` tells
    return sorted(shelf / name for name in names if not temporary.is_tmp(PurePosixPath(name).name))


def _owners(root: Path, known: Iterable[str], changed: Iterable[Changed]) -> dict[str, list[str]]:
    """Where each of the changed bytes belongs: the paths to which manifests give them, by their sha256; the names of
    moved folders.
    """
    wanted: dict[str, list[str]] = {one.held: [] for one in changed}
    if not wanted:
        return {}
    places = ((_join(folder, name), sha) for folder in known for name, sha in _expected(root / folder).items())
    shelf = ((_relative(root, str(path)), path.name) for path in _on_shelf(root))
    for path, what in (*places, *shelf, *((folder, folder) for folder in known)):
        if what in wanted:
            wanted[what].append(path)
    return wanted


def _expected(place: Path) -> Mapping[str, str]:
    try:
        return manifest.read(place)
    except OSError:
        return {}  # `look` has told
