"""The encoding itself: it lints, it covers what it promises, and a bad edition is refused with its place."""

from pathlib import Path

import pytest

from compliance import api
from compliance.build.compiler import compile_standard
from compliance.build.lint import lint
from compliance.errors import InputError

EDITION = Path(api.data_folder("standards")) / "heis-2026"


def test_the_standard_lints() -> None:
    """Every example of every requirement gets its verdict, and nothing else is to mend."""
    found = lint(str(EDITION))
    assert found.requirements >= 24
    assert found.examples >= 5 * found.requirements


def test_every_pillar_and_shape_is_there() -> None:
    """At least three requirements in each pillar, and every shape of the slice."""
    catalogue = api.load_standard()
    pillars = [one.pillar for one in catalogue.requirements]
    assert all(pillars.count(f"P{number}") >= 3 for number in range(1, 7))
    shapes = {one.shape for one in catalogue.requirements}
    assert {"threshold", "declare", "document", "route", "scope", "trigger"} <= shapes
    assert {"law", "standard", "scheme", "guidance", "draft", "engineering"} <= {
        one.basis for one in catalogue.requirements
    }


def test_the_six_pillars_are_named_in_both_languages() -> None:
    """Names are those of public sources; a category without a public Chinese name has none."""
    pillars = api.load_standard().standard["pillars"]
    assert [(one["name"]["en"], one["name"]["zh"]) for one in pillars] == [
        ("Basic commonality", "基础共性"),
        ("Brain-like and intelligent computing", "类脑与智算"),
        ("Limbs and components", "肢体与部组件"),
        ("Complete machine and system", "整机与系统"),
        ("Application", "应用"),
        ("Safety and ethics", "安全伦理"),
    ]


BROKEN = [
    # file, old text, new text, words of the message, place (line is found from the new text)
    ("P5-application/performance.yaml", "power.runtime >=", "power.runtmie >=", "has no field `runtmie`"),
    (
        "P5-application/performance.yaml",
        "power.runtime >=",
        "power.battery_mass >=",
        "a mass is compared with a duration",
    ),
    ("P5-application/performance.yaml", "target.runtime_min", "target.runtime_mim", "is not a name a target sets"),
    ("P6-safety-ethics/contact.yaml", "force_transient", "force_transeint", "has no column `force_transeint`"),
    ("P6-safety-ethics/contact.yaml", 'mode == "transient"', 'mode == "trasient"', "is not one of the words here"),
    ("P6-safety-ethics/contact.yaml", "shape: threshold", "shape: constant", "is not evaluated yet"),
    ("P6-safety-ethics/contact.yaml", "aspect: safety", "aspekt: safety", "`aspekt`"),
    ("P6-safety-ethics/functions.yaml", '>= "c"', '>= "k"', "is not a performance level"),
    ("P3-limbs-components/battery.yaml", "kWh", "kN", "is not an energy"),
]


@pytest.mark.parametrize(("file", "old", "new", "words"), BROKEN)
def test_a_broken_rule_is_refused_at_its_place(edition: Path, file: str, old: str, new: str, words: str) -> None:
    """Wrong kinds, names, words and shapes are refused when the standard is compiled, before any robot is seen."""
    path = edition / "requirements" / file
    text = path.read_text("utf-8")
    assert old in text
    broken = text.replace(old, new, 1)
    path.write_text(broken, "utf-8")
    with pytest.raises(InputError) as caught:
        compile_standard(str(edition))
    problem = next(one for one in caught.value.problems if words in one.what)
    line = broken[: broken.index(new)].count("\n") + 1
    assert (Path(problem.place.file), problem.place.line) == (path, line)


def test_a_flipped_operator_is_noticed_by_an_example(edition: Path) -> None:
    """An example stands on each side of the boundary."""
    path = edition / "requirements" / "P6-safety-ethics" / "contact.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("peak_force <= table", "peak_force >= table", 1), "utf-8")
    with pytest.raises(InputError) as caught:
        lint(str(edition))
    assert {problem.id for problem in caught.value.problems} == {"example.verdict"}


def test_a_table_cell_out_by_its_last_digit_is_noticed(edition: Path) -> None:
    """The limit of a body area is held by an example at the boundary."""
    path = edition / "tables" / "contact_limits.yaml"
    text = path.read_text("utf-8")
    assert "force_transient: 280 N" in text
    path.write_text(text.replace("force_transient: 280 N", "force_transient: 281 N", 1), "utf-8")
    with pytest.raises(InputError):
        lint(str(edition))
