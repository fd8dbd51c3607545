"""The encoding itself: it lints, it covers what it promises, and a bad edition is refused with its place."""

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from compliance import api
from compliance.build.compiler import compile_standard
from compliance.build.lint import lint
from compliance.cli import run
from compliance.errors import InputError

EDITION = Path(api.data_folder("standards")) / "heis-2026"
SMALL = Path(__file__).parent / "fixtures" / "messages" / "edition"


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
    ("P5-application/performance.yaml", "power.runtime at", "power.runtmie at", "has no field `runtmie`"),
    (
        "P4-machine-system/body.yaml",
        "morphology.mass >= 1 kg",
        "morphology.mass >= morphology.height",
        "a mass is compared with a length",
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


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the smallest edition that lints, to break."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


class Unsound(NamedTuple):
    """One thing broken in the small edition: what is replaced in a file, where the message points, what it says."""

    file: str
    old: str
    new: str
    at: str
    says: str
    cure: str


HEAD, INSTRUMENT, TABLE = "standard.yaml", "instruments/house.yaml", "tables/limits.yaml"
TARGET, RULE = "targets/plant.yaml", "requirements/runtime.yaml"
PROTOCOL = "protocols/trials.yaml"
KIND = "quantity, kind: duration"
INSTRUMENTS = ", which is no instrument of this edition"
UNSOUND = [
    # kinds, and what else a name that targets may set needs
    Unsound(TABLE, "kind: force", "kind: forse", "forse", "no quantity kind `forse`", "Did you mean `force`"),
    Unsound(HEAD, "duration", "duratoin", "duratoin", "no quantity kind `duratoin`", "Did you mean `duration`"),
    Unsound(HEAD, KIND, "span, kind: xxxx", "xxxx", "no quantity kind `xxxx`", "There are: `"),
    Unsound(HEAD, KIND, "span", "{type: span", "`runtime_min` is a span without a `kind`", "Add `kind: mass`."),
    Unsound(HEAD, KIND, "set", "{type: set", "`runtime_min` is a set without `choices`", "Add `choices: [first"),
    # blanks of the notice
    Unsound(
        HEAD, "A gap report.", "'As of {foo}.'", "{foo}", "`{foo}` is no blank of a notice", "Blanks: {standard}, "
    ),
    Unsound(HEAD, "差距报告。", "'{date}的{报告}'", "{报告}", "`{报告}` is no blank of a notice", "{u}, {x}. A brace"),
    Unsound(HEAD, "A gap report.", "'{date} { {{'", "{ {{", "`{` is no blank of a notice", "itself is written twice."),
    Unsound(HEAD, "A gap report.", "'{u:d}'", "{u:d}", "`{u:d}` is no blank of a notice", "Blanks: "),
    Unsound(
        HEAD, "{en: A gap", "\n  en: >-\n    A\n    {b}\n  zh: |\n    A\n    {c}\n#", "{b}", "`{b}` is no", "Blanks"
    ),
    Unsound(
        HEAD, "{en: A gap", "\n  en: >-\n    A\n    {b}\n  zh: |\n    A\n    {c}\n#", "{c}", "`{c}` is no", "Blanks"
    ),
    # references
    Unsound(TARGET, "facts:", "adopts: [haus]\nfacts:", "haus", f"`adopts` names `haus`{INSTRUMENTS}", "`house-rules`"),
    Unsound(TARGET, "facts:", "asks: [haus]\nfacts:", "haus", f"`asks` names `haus`{INSTRUMENTS}", "`house-rules`"),
    Unsound(TARGET, "facts:", "criteria: [P5-RUN-001]\nfacts:", "P5-RUN", "is no requirement of", "`P5-RUNTIME-001`"),
    Unsound(TABLE, ": house-rules", ": haus", "haus", f"`instrument` names `haus`{INSTRUMENTS}", "`house-rules`"),
    Unsound(
        INSTRUMENT, "force:", "cites: [haus]\nforce:", "haus", f"`cites` names `haus`{INSTRUMENTS}", "`house-rules`"
    ),
    Unsound(RULE, "house-rules", "haus", "haus", f"`source.instrument` names `haus`{INSTRUMENTS}", "`house-rules`"),
    Unsound(RULE, "P5.operation", "P5.oper", "P5.oper", "`category` names `P5.oper`, which is no", "`P5.operation`"),
    Unsound(PROTOCOL, ": house-rules", ": haus", "haus", f"`instrument` names `haus`{INSTRUMENTS}", "`house-rules`"),
    Unsound(
        RULE,
        "examples:",
        "proof: {protocols: [house-posh]}\nexamples:",
        "house-posh",
        "`proof.protocols` names `house-posh`, which is no protocol",
        "`house-push`",
    ),
    Unsound(PROTOCOL, "kind: force", "kind: forse", "forse", "no quantity kind `forse`", "Did you mean `force`"),
    Unsound(PROTOCOL, "unit: N", "unit: kg", "kg", "`kg` is no unit of force", "Write `N`."),
    Unsound(PROTOCOL, "unit: mm", "unit: s", "s, metric", "`s` is no unit of length", "Write `m`."),
    Unsound(PROTOCOL, "min_runs: 3", "min_runs: 0", "0", "is below 1", "Write 1 or more."),
    # keys and values
    Unsound(RULE, "aspect: testing", "aspekt: testing", "aspekt", "no key `aspekt` here", "Did you mean `aspect`"),
    Unsound(RULE, "aspect: testing\n", "", "id: P5-RUN", "`aspect` is missing here", "Add `aspect: …`."),
    Unsound(RULE, "basis: en", "bassis: en", "bassis", "no key `bassis` in `source`", "Did you mean `basis`"),
    Unsound(RULE, "expect: pass", "expects: pass", "expects", "no key `expects` in `examples.0`", "mean `expect`"),
    Unsound(HEAD, "about: Short", "abuot: Short", "abuot", "no key `abuot` in `target_fields.runtime", "mean `about`"),
    Unsound(HEAD, "title: {en: H", "title: {title: 1, en: H", "title: 1", "no key `title` in `title`", "`en`, `zh`"),
    Unsound(
        HEAD, "{en: House rules, zh: 企业内部规则}", "H", "H\n", "`title` wants keys and values, not `H`", "`key: v"
    ),
    Unsound(
        HEAD, 'edition: "2026"', "edition: 2026", "2026\n", "`edition` wants a text, not `2026`", "Put it in quotes."
    ),
    Unsound(HEAD, 'edition: "2026"', "edition: [1]", "[1]", "`edition` wants a text", "Write one text."),
    Unsound(
        HEAD, "released: 2026-01-01", "released: 1.1.2026", "1.1", "wants a date, not `1.1.2026`", "Write 2026-12-31."
    ),
    Unsound(HEAD, "value: 0.1", "value: tenth", "tenth", "`approximate.value` wants a number, not `t", "in digits"),
    Unsound(HEAD, "id: house", "id: My House", "My", "`id` cannot be `My House`", "Use small letters"),
    Unsound(INSTRUMENT, "force:", "encoded: {of: two}\nforce:", "two", "wants a whole number, not `two`", "in digits"),
    Unsound(TARGET, "facts:", "markets: eu\nfacts:", "eu", "`markets` wants a list, not `eu`", "[first, second]"),
    Unsound(TARGET, "facts:", "markets: [intl]\nfacts:", "intl", "`markets.0` cannot be `intl`", "There are: `cn`"),
    Unsound(TARGET, "facts:", "decision_rule: {default: -1}\nfacts:", "-1", "is below 0", "Write 0 or more."),
    Unsound(RULE, "aspect: testing", "aspect: tseting", "tseting", "`aspect` cannot be `tseting`", "`testing`"),
    Unsound(
        RULE, "aspect:", "waivable: maybe\naspect:", "maybe", "wants true or false, not `maybe`", "Write `true` or"
    ),
    Unsound(RULE, "aspect:", "proof: {methods: []}\naspect:", "[]", "`proof.methods` is an empty list", "at least one"),
    Unsound(RULE, "aspect:", "applies: ''\naspect:", "''", "`applies` is empty", "or leave the key out"),
]


@pytest.mark.parametrize("unsound", [pytest.param(one, id=f"{one.says} {one.at}") for one in UNSOUND])
def test_an_unsound_entry_is_placed_named_and_cured(
    small: Path, unsound: Unsound, capsys: pytest.CaptureFixture[str]
) -> None:
    """Unknown kinds, blanks and ids, and keys and values of the wrong form: never a fault of the checker."""
    path = small / unsound.file
    text = path.read_text("utf-8")
    assert unsound.old in text
    broken = text.replace(unsound.old, unsound.new, 1)
    path.write_text(broken, "utf-8")
    before = broken[: broken.index(unsound.at)]
    assert run(["standard", "lint", str(small)]) == 2
    shown = capsys.readouterr().err.splitlines()
    found = next(number for number, said in enumerate(shown) if unsound.says in said)
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    assert shown[found].startswith(f"{path}:{line}:{column}: ")
    assert unsound.cure in shown[found + 1]


def test_every_blank_of_a_notice_is_filled_in(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The names that the workshop lets pass are those that a report knows; the Chinese notice may be left out."""
    head = small / "standard.yaml"
    notice = "{en: '{standard}|{version}|{target}|{markets}|{date}|{u}|{x}|{{x}}'}"
    head.write_text(head.read_text("utf-8").replace("{en: A gap report., zh: 差距报告。}", notice), "utf-8")
    robot = tmp_path / "robot.yaml"
    robot.write_text("profile: 1\n", "utf-8")
    arguments = ["check", str(robot), "--standard", str(small), "-t", "plant", "-m", "eu", "--as-of", "2026-11-21"]
    assert run([*arguments, "--fail-on", "never", "-o", f"html={tmp_path}/report.html"]) == 0
    assert run([*arguments, "--fail-on", "never", "-o", "text"]) == 0
    assert "House rules|1|Plant|eu|2026-11-21|1|0|{x}" in capsys.readouterr().out
