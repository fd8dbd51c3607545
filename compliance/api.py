"""Load, assess, render: the public Python interface, and all that the command line calls.

>>> catalogue = load_standard()
>>> robot = load_robot("profiles/unitree-g1.yaml", catalogue)          # doctest: +SKIP
>>> assessment = assess(catalogue, robot, find_target(catalogue, "home"), ["eu"], date)  # doctest: +SKIP
>>> print(render([assessment], "text"))                               # doctest: +SKIP
"""

import datetime
import os
import sys
from typing import TYPE_CHECKING, Any

from compliance.assess import Assessment, Verified, Waiver, assess
from compliance.assess.alternatives import named_in
from compliance.catalogue import Catalogue, Target
from compliance.catalogue.packed import packed, unpacked
from compliance.errors import InputError, Place, Problem, near
from compliance.gather import Gathered, gather
from compliance.report import (
    FORMATS,
    PLAN_FORMATS,
    TIMELINE_FORMATS,
    Assessments,
    render,
    render_plans,
    render_timelines,
)
from compliance.robot import Robot, read_robot
from compliance.robot.values import Reader
from compliance.source import load, load_json, read_text, write_whole
from compliance.source.files import data_folder, write_together
from compliance.units import UnitTable

if TYPE_CHECKING:
    from compliance.assess.baseline import Baseline
    from compliance.assess.difference import Side
    from compliance.assess.plan import Plan
    from compliance.assess.timeline import Asked, Timeline

__all__ = [
    "FORMATS",
    "PLAN_FORMATS",
    "TIMELINE_FORMATS",
    "Assessment",
    "Assessments",
    "Catalogue",
    "Gathered",
    "InputError",
    "Target",
    "Verified",
    "Waiver",
    "assess",
    "data_folder",
    "find_target",
    "load_baseline",
    "load_robot",
    "load_sides",
    "load_standard",
    "load_verified",
    "load_waivers",
    "plan",
    "render",
    "render_plans",
    "render_timelines",
    "timeline",
    "write_together",
]  # fmt: skip

DEFAULT_STANDARD = "heis-2026"
KEPT_IN_CACHE = 8
_HERE = os.path.dirname(os.path.abspath(__file__))


def load_standard(folder: str | None = None) -> Catalogue:
    """Open the standard that comes with the package, or compile the one in a folder.

    Raises InputError with the places of everything wrong in the standard's files.
    """
    shipped = os.path.join(_HERE, "_data", "compiled.jsonl")
    if folder is None and os.path.isfile(shipped):
        return Catalogue(_compiled_file(shipped))
    folder = folder or os.path.join(data_folder("standards"), DEFAULT_STANDARD)
    if not os.path.isdir(folder):
        raise InputError.at("standard.folder", Place(folder, 0), "there is no such folder", "Name an edition's folder.")
    return Catalogue(_compiled(folder))


def _compiled_file(path: str) -> dict[str, Any]:
    with open(path, "rb") as stream:
        return unpacked(stream.read())


def _compiled(folder: str) -> dict[str, Any]:
    """The compiled standard from the user's cache, or freshly compiled on a miss."""
    from compliance.source.digest import source_digest

    cache = _cache_folder()
    path = os.path.join(cache, f"{source_digest(folder, _HERE)}.jsonl")
    try:
        return _compiled_file(path)
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        pass  # not there, cut short or not ours: compile afresh
    from compliance.build.compiler import compile_standard

    text = packed(compile_standard(folder))
    _keep(cache, path, text)
    return unpacked(text.encode())


def _cache_folder() -> str:
    """The user's cache. On Linux that is two variables, and the library that knows other systems takes long to load."""
    if sys.platform != "linux":
        import platformdirs

        return platformdirs.user_cache_dir("humanoid-compliance", appauthor=False)
    said = os.environ.get("XDG_CACHE_HOME", "").strip()
    return os.path.join(said if os.path.isabs(said) else os.path.expanduser("~/.cache"), "humanoid-compliance")


def _keep(cache: str, path: str, text: str) -> None:
    """Store a compiled standard; a cache that cannot be written changes nothing but the time."""
    try:
        os.makedirs(cache, exist_ok=True)
        write_whole(path, text)
        entries = [os.path.join(cache, name) for name in os.listdir(cache) if name.endswith((".json", ".jsonl"))]
        for old in sorted(entries, key=os.path.getmtime)[:-KEPT_IN_CACHE]:
            os.remove(old)
    except (OSError, InputError):
        pass


def load_robot(path: str, catalogue: Catalogue, *, recompute: bool = False) -> Gathered:
    """Read a spec profile (`-` for standard input) and look up its evidence files.

    `HEAD~1:robot.yaml` is the profile at a git revision, its evidence as it was then. With `recompute`, evidence that
    says how it was measured is measured again from its log, which takes the extra `logs`.
    Raises InputError with every problem found in the profile, each with its place.
    """
    recompute_with = catalogue.units if recompute else None
    if ":" in path and not os.path.lexists(path):
        return _load_revision(path, catalogue, recompute_with)
    name = "<stdin>" if path == "-" else path
    return gather(_robot(read_text(path), name, catalogue), recompute_with=recompute_with)


def _load_revision(name: str, catalogue: Catalogue, recompute_with: UnitTable | None) -> Gathered:
    from compliance.gather.revision import evidence_at, is_revision, text_at

    if not is_revision(name):
        return gather(_robot(read_text(name), name, catalogue), recompute_with=recompute_with)
    robot = _robot(text_at(name), name, catalogue)
    with evidence_at(name, [row["file"] for row in robot.evidence.values() if row.get("file")]) as folder:
        return gather(robot, folder, recompute_with=recompute_with)


def _robot(text: str, name: str, catalogue: Catalogue) -> Robot:
    reader = Reader(catalogue.units, catalogue.approximate)
    robot = read_robot(load(text, name), catalogue.fields, reader)
    _check_names(robot, catalogue)
    return robot


def _check_names(robot: Robot, catalogue: Catalogue) -> None:
    """Refuse names in a profile that match nothing in the standard: they would silently do nothing."""
    problems: list[Problem] = []
    pinned = robot.plain.get("standard")
    if pinned and pinned != catalogue.standard["id"]:
        what = f"this profile is written for `{pinned}`; the standard loaded is `{catalogue.standard['id']}`"
        problems.append(Problem("profile.standard", robot.place_of("standard"), what, "Use --standard DIR."))
    known = catalogue.instruments()
    for name in robot.plain.get("claims") or ():
        if name not in known:
            what = f"`claims` names `{name}`, which is no instrument here"
            problems.append(Problem("profile.claims", robot.place_of("claims"), what, near(name, known)))
    ids = [one.id for one in catalogue.requirements]
    for path in ("alternatives", "exclusions"):
        for name, place in named_in(robot, path):
            if name not in ids:
                what = f"`{path}` names `{name}`, which is no requirement of this edition"
                problems.append(Problem("profile.requirement", place, what, near(name, ids)))
    if problems:
        raise InputError(problems)


def find_target(catalogue: Catalogue, name: str) -> Target:
    """Open a target by name or by file. Raises InputError that lists the targets there are."""
    if name in catalogue.targets:
        return catalogue.target(name)
    if name.endswith((".yaml", ".yml")) or os.sep in name:
        from compliance.build.files import read_target

        return read_target(name, catalogue)
    known = ", ".join(catalogue.targets)
    raise InputError.at("target.unknown", Place("--target", 0), f"there is no target `{name}`", f"Targets: {known}.")


def load_verified(path: str) -> tuple[Verified, ...]:
    """Read a file of verified sources. Raises InputError with the place of everything wrong in it."""
    from compliance.build.files import read_verified

    return read_verified(path)


def load_baseline(path: str) -> "dict[str, Baseline]":
    """Read a JSON result as baselines by robot. Raises InputError when it is none."""
    from compliance.assess.recorded import baselines_of

    return baselines_of(load_json(path), path)


def load_sides(name: str) -> "list[Side] | None":
    """Read a JSON result, also at a git revision, as sides of a difference; None for a file that is a profile."""
    from compliance.assess.recorded import sides_of
    from compliance.gather.revision import is_revision, text_at

    if not name.endswith(".json"):
        return None
    document = load_json(name, text_at(name) if is_revision(name) else None)
    return sides_of(document, name) if isinstance(document, dict) and "profile" not in document else None


def load_waivers(path: str) -> tuple[Waiver, ...]:
    """Read a waivers file. Raises InputError with the place of everything wrong in it."""
    from compliance.build.files import read_waivers

    return read_waivers(path)


def plan(assessment: Assessment) -> "Plan":
    """What to do next about the gaps of one robot, in order. Changes nothing about the assessment."""
    from compliance.assess.plan import plan_of

    return plan_of(assessment)


def timeline(asked: "Asked", until: datetime.date | None = None, *, still_sold: bool = False) -> "Timeline":
    """What begins, ends and flips after a day, up to `until`, if the profile stays as it is.

    `asked` holds the arguments of `assess`. With `still_sold` each day is taken as the day of placing on the market.
    """
    from compliance.assess.timeline import timeline_of

    return timeline_of(asked, until, still_sold=still_sold)
