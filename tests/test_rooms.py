"""The house: a room knows only the rooms before it, and a check loads nothing heavy."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import compliance

PACKAGE = Path(compliance.__file__).parent
ORDER = (
    "errors", "units", "source", "logic", "engineering", "measure", "rules", "catalogue", "robot", "importers",
    "gather", "assess", "report", "api", "cli", "build",
)  # fmt: skip
PLACE = {room: index for index, room in enumerate(ORDER)}
WORKSHOP_USERS = {"api", "cli", "build"}
PARSER = "compliance.rules.parse"


def imports() -> list[tuple[str, str, str]]:
    """Every import inside the package: file, its room, the module imported."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            found += [(str(path.relative_to(PACKAGE)), room, name) for name in names if name.startswith("compliance.")]
    return found


def test_rooms_import_only_what_stands_before_them() -> None:
    """Imports go one way through the house; the workshop stands beside it."""
    wrong = []
    for file, room, module in imports():
        other = module.split(".")[1]
        if room in ("__init__", "__main__") or other == room:
            continue
        allowed = room in WORKSHOP_USERS if other == "build" else PLACE[other] < PLACE[room]
        if not allowed:
            wrong.append(f"{file} imports {module}")
    assert not wrong


def test_only_the_workshop_parses_rules() -> None:
    """The parser library is loaded where rules are compiled, never where they are evaluated."""
    users = {file for file, _, module in imports() if module == PARSER}
    assert users == {"rules/check.py"}


@pytest.mark.parametrize(
    ("outputs", "loaded"),
    [
        ([], []),
        (["-o", "json=out.json", "-o", "markdown=out.md", "-o", "github=out.txt", "-o", "csv=out.csv"], []),
        (["-o", "sarif=out.sarif", "-o", "gitlab=out.json"], ["hashlib"]),  # for fingerprints that cannot be aimed at
    ],
)
def test_a_check_loads_no_heavy_library(outputs: list[str], loaded: list[str], tmp_path: Path) -> None:
    """pydantic, pint, jsonschema, jinja2, rich, lark, numpy and pyarrow stay out of a check."""
    profile = PACKAGE.parent / "profiles" / "unitree-g1.yaml"
    code = (
        "import sys; from compliance.cli import run; import os; os.chdir(sys.argv[1])\n"
        "run(['check', sys.argv[2], '-t', 'home', *sys.argv[3:]])\n"
        "heavy = {'pydantic', 'pint', 'jsonschema', 'jinja2', 'rich', 'lark', 'numpy', 'pyarrow', 'hashlib'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, str(tmp_path), str(profile), *outputs]
    subprocess.run(command, check=True, capture_output=True)  # the first run may have to compile the standard
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stderr.strip() == str(loaded)
