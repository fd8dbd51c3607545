"""The reference of the spec profile: every field on one page, with who reads it."""

import runpy
from pathlib import Path

from compliance import api
from compliance.build.fields import described_table
from compliance.build.readers import leaves

ROOT = Path(__file__).resolve().parent.parent
MAKER = runpy.run_path(str(ROOT / "docs" / "make_profile_reference.py"))
TEXT = (ROOT / "docs" / "profile-reference.md").read_text("utf-8")


def test_the_page_is_the_model(catalogue: api.Catalogue) -> None:
    """docs/profile-reference.md is made, not written: `python docs/make_profile_reference.py`."""
    assert MAKER["Page"](catalogue).text() == TEXT


def test_every_field_has_a_line_in_its_section() -> None:
    """Under the heading of its section or list, or among what all entries share."""
    sections = {part.partition("\n")[0].strip("`"): part for part in TEXT.split("\n## ")}
    for path, spec in leaves(described_table()):
        where, _, name = path.rpartition(".")
        shared = sections["In every entry of a list"]
        section = sections[where] if where else sections["At the top"]
        lines = [line for line in (section + shared).splitlines() if line.startswith(f"| `{name}` |")]
        assert any(f"| {spec['about']} |" in line for line in lines), path


def test_a_line_says_informational_where_the_model_does() -> None:
    """Once for every field so marked; remarks of entries are said once for all lists."""
    marked = [path for path, spec in leaves(described_table()) if spec.get("informational")]
    shared = [path for path in marked if path.endswith("[].note") and path != "evidence[].note"]
    lines = [line for line in TEXT.splitlines() if line.endswith("| *informational* |")]
    assert len(lines) == len(marked) - len(shared) + 1
