"""A profile as it was at a git revision, `HEAD~1:robot.yaml`, with the evidence files that lay beside it then."""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from compliance.errors import InputError, Place
from compliance.source.files import MAX_JSON, decode, inside

# No name begins with a dash, so none is an option to git. `cat-file blob` is the bare half of `git show`: it runs no
# filter that a repository or its attributes might ask for.
REVISION = re.compile(r"[^-:][^:]*:(?!//).+")
SECONDS = 30  # that git may take
CURE = "Write `HEAD~1:robot.yaml`; the path counts from the root of the repository, `HEAD~1:./robot.yaml` from here."


def is_revision(name: str) -> bool:
    """Whether a name means a file at a revision rather than a file that is there."""
    return REVISION.fullmatch(name) is not None and not os.path.lexists(name)


def text_at(name: str) -> str:
    """The text of a file at a revision. Raises InputError in git's own words when there is none."""
    try:
        done = _git("cat-file", "-s", name)
        if done.returncode == 0 and int(done.stdout) > MAX_JSON:
            raise InputError.at("file.size", Place(name), "the file is too large to be read from git")
        done = _git("cat-file", "blob", name)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise InputError.at("git.show", Place(name, 0), f"git cannot be run: {error}", CURE) from None
    if done.returncode:
        why = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["it gives no reason"]
        raise InputError.at("git.show", Place(name, 0), f"git cannot show it: {why[0]}", CURE)
    return decode(done.stdout, name)


@contextmanager
def evidence_at(name: str, files: Iterable[str]) -> Iterator[str]:
    """A folder with the evidence files of a profile as they were at its revision; missing ones stay missing."""
    revision, _, path = name.partition(":")
    folder = os.path.dirname(path)
    with tempfile.TemporaryDirectory(prefix="compliance-") as room:
        for file in dict.fromkeys(files):
            kept = inside(room, file)
            if kept is not None:
                os.makedirs(os.path.dirname(kept), exist_ok=True)
                _keep(f"{revision}:{os.path.join(folder, file)}", kept)
        yield room


def _keep(name: str, kept: str) -> None:
    done = _git("cat-file", "-e", name)
    if done.returncode == 0:
        with open(kept, "wb") as stream:
            subprocess.run(["git", "cat-file", "blob", name], stdout=stream, check=True, timeout=SECONDS)  # noqa: S603, S607


def _git(*arguments: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(["git", *arguments], capture_output=True, check=False, timeout=SECONDS)  # noqa: S603, S607
