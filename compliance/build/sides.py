"""The sides of a difference between editions: a folder, a git revision, a day of law, or a document."""

import os
import re
import subprocess
import tarfile
import tempfile
from io import BytesIO
from typing import NamedTuple

from compliance.build.compiler import compile_standard
from compliance.catalogue import Catalogue
from compliance.errors import InputError, Place
from compliance.robot.values import days_of

REVISION = re.compile(r"[^-:][^:]*(?::[^-].*)?")
SECONDS = 30  # that git may take
CURE = (
    "Name a folder, a git revision (`HEAD~1`, or `HEAD~1:standards/heis-2026`), a day (2027-01-20) or a document's id."
)


class Side(NamedTuple):
    """One side: what was named, what kind of thing that is, and the edition behind it."""

    name: str
    kind: str  # folder, revision, day, document
    catalogue: Catalogue

    @property
    def is_edition(self) -> bool:
        """Whether this is an edition of its own, rather than a day or a document of one."""
        return self.kind in ("folder", "revision")


def side_named(name: str, folder: str, catalogue: Catalogue) -> Side:
    """Find what a name means; days and documents are those of the edition in `folder`, which is `catalogue`.

    Raises InputError for a name that means nothing.
    """
    days = days_of(name)
    if days and days[0] == days[1]:
        return Side(name, "day", catalogue)
    if name in catalogue.instruments():
        return Side(name, "document", catalogue)
    if os.path.isdir(name):
        return Side(name, "folder", Catalogue(compile_standard(name)))
    return Side(name, "revision", _at_revision(name, folder))


def _at_revision(name: str, folder: str) -> Catalogue:
    """An edition as it was at a git revision; a bare revision means the same folder then."""
    where = _git(folder, "rev-parse", "--show-toplevel", "--show-prefix") if REVISION.fullmatch(name) else None
    packed = None
    if where and where.returncode == 0:
        top, prefix = where.stdout.decode().splitlines()
        packed = _git(top, "archive", "--format=tar", name if ":" in name else f"{name}:{prefix.rstrip('/')}")
    if packed is None or packed.returncode:
        what = f"`{name}` is no folder, no revision that git knows, no day and no document"
        raise InputError.at("standard.side", Place("A B", 0), what, CURE)
    with tempfile.TemporaryDirectory(prefix="compliance-") as room:
        with tarfile.open(fileobj=BytesIO(packed.stdout)) as tar:
            tar.extractall(room, filter="data")
        return Catalogue(compile_standard(room))


def _git(folder: str, *arguments: str) -> "subprocess.CompletedProcess[bytes] | None":
    """What git says, from inside a folder; None where git cannot be run."""
    try:
        return subprocess.run(["git", "-C", folder, *arguments], capture_output=True, check=False, timeout=SECONDS)  # noqa: S603, S607
    except (OSError, subprocess.TimeoutExpired):
        return None
