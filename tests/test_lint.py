"""What the linter finds in a whole edition: what nothing uses, what applies nowhere, what excludes itself."""

import ast
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import LAB

from compliance import api
from compliance.build.consistency import clash
from compliance.build.fields import described_table
from compliance.build.lint import lint
from compliance.build.readers import OF_ENTRIES, USES, leaves, readers
from compliance.cli import run
from compliance.errors import InputError, Problem
from compliance.rules.evaluate import Scope, evaluate

ROOT = Path(__file__).resolve().parent.parent
SMALL = Path(__file__).parent / "fixtures" / "messages" / "edition"
RUNTIME, FORCE = "requirements/runtime.yaml", "requirements/force.yaml"
HEAD, TABLE, TARGET = "standard.yaml", "tables/limits.yaml", "targets/plant.yaml"
Change = Callable[[str, str, str], None]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the smallest edition that lints, to break."""
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


@pytest.fixture
def change(small: Path) -> Change:
    """Replace a text in a file of the small edition."""

    def replace(name: str, old: str, new: str) -> None:
        path = small / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    return replace


def found(edition: Path, id_: str) -> list[Problem]:
    """The problems of one id that the linter finds in an edition, which compiles."""
    try:
        lint(str(edition))
    except InputError as error:
        assert all(problem.id.startswith(("lint.", "example.")) for problem in error.problems), error
        return [problem for problem in error.problems if problem.id == id_]
    return []


def written_at(problem: Problem) -> str:
    """The text at the place of a problem, to the end of its line."""
    line = Path(problem.place.file).read_text("utf-8").splitlines()[problem.place.line - 1]
    return line[problem.place.column - 1 :]


def test_a_column_that_no_rule_reads_is_found(small: Path, change: Change) -> None:
    """A reader of the table would believe that its limits hold."""
    change(TABLE, "columns:\n", "columns:\n  pressure: {kind: pressure, about: Largest pressure}\n")
    change(TABLE, "force: 280 N", "force: 280 N, pressure: 1 kPa")
    change(TABLE, "force: not_permitted", "force: not_permitted, pressure: not_given")
    (problem,) = found(small, "lint.unused")
    assert problem.what == "no rule reads the column `pressure` of the table `limits`"
    assert written_at(problem) == "{kind: pressure, about: Largest pressure}"


def test_a_table_that_no_rule_reads_is_found(small: Path, change: Change) -> None:
    """Once, and not again for each of its columns."""
    change(FORCE, "table(limits, mode).force", "280 N")
    (problem,) = found(small, "lint.unused")
    assert problem.what == "no rule reads the table `limits`"
    assert written_at(problem) == "limits"


def test_words_of_a_rule_are_no_names_of_it(small: Path, change: Change) -> None:
    """A word that reads like a part of a compiled rule hides nothing."""
    change(HEAD, "target_fields:\n", "target_fields:\n  target: {type: truth, about: Anything}\n")
    change(FORCE, "require:", 'applies: robot.name in ["target", "target"]\nrequire:')
    assert [one.what for one in found(small, "lint.unused")] == ["no rule reads `target.target`"]


def test_an_instrument_that_nothing_cites_is_listed(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is known and not encoded yet: the summary counts it, coverage names it, and nothing fails."""
    text = (small / "instruments" / "house.yaml").read_text("utf-8")
    (small / "instruments" / "old.yaml").write_text(text.replace("id: house-rules", "id: old-rules"), "utf-8")
    assert run(["standard", "lint", str(small)]) == 0
    counted = "Instruments that nothing cites yet: 1 (`compliance standard coverage` lists them).\n"
    assert capsys.readouterr().out.endswith(f"nothing to mend.\n{counted}")
    assert run(["standard", "coverage", "--standard", str(small)]) == 0
    assert "Documents that nothing cites yet: 1\n  old-rules\n" in capsys.readouterr().out


@pytest.mark.parametrize("key", ["adopts", "asks"])
def test_an_instrument_of_a_target_is_cited(small: Path, change: Change, key: str) -> None:
    """A buyer may adopt or ask for what no requirement comes from."""
    text = (small / "instruments" / "house.yaml").read_text("utf-8")
    (small / "instruments" / "old.yaml").write_text(text.replace("id: house-rules", "id: old-rules"), "utf-8")
    change(TARGET, "facts:", f"{key}: [old-rules]\nfacts:")
    assert lint(str(small)).uncited == ()


@pytest.mark.parametrize(
    ("applies", "nowhere"),
    [
        ("target.runtime_min > 3 h", True),
        ("target.runtime_min > 3 h and use.wireless_control", True),
        ("not declared(target.runtime_min)", True),
        ("target.runtime_min > 3 h or use.wireless_control", False),
        ("target.runtime_min >= 2 h", False),
        ("use.wireless_control", False),
        ('robot.placed_on_market >= as_of or as_of >= "2999-01-01"', False),
        ('as_of >= "2999-01-01"', False),
        ('as_of <= "1999-01-01" and target.runtime_min > 3 h', True),
    ],
)
def test_a_condition_false_at_every_target_is_found(small: Path, change: Change, applies: str, nowhere: bool) -> None:
    """The target of the small edition asks for 2 h; of the robot and the day nothing is known."""
    change(RUNTIME, "require:", f"applies: {applies}\nrequire:")
    problems = found(small, "lint.never_applies")
    assert [written_at(one) for one in problems] == ([applies] if nowhere else [])


def test_a_second_target_may_be_the_one_that_is_meant(small: Path, change: Change) -> None:
    """One target at which a requirement may apply is enough; without any target nothing can be said."""
    change(RUNTIME, "require:", "applies: target.runtime_min > 3 h\nrequire:")
    plant = small / "targets" / "plant.yaml"
    text = plant.read_text("utf-8").replace("id: plant", "id: mine").replace("2 h", "4 h")
    (small / "targets" / "mine.yaml").write_text(text, "utf-8")
    assert not found(small, "lint.never_applies")
    for path in (small / "targets").iterdir():
        path.unlink()
    assert not found(small, "lint.never_applies")


def test_a_condition_that_contradicts_itself_has_no_example_that_passes(small: Path, change: Change) -> None:
    """Whatever the example, it does not apply: the linter wants one that passes, and finds that it does not."""
    change(
        RUNTIME, "require:", "applies: use.contact == 'none' and use.contact == 'intended'\nrequire:".replace("'", '"')
    )
    (wanted,) = found(small, "example.verdict")[:1]
    assert "expects pass and gets" in wanted.what


PAIRS = [
    # what one requirement asks, what the other asks, whether no robot meets both
    ("power.runtime <= 1 h", "power.runtime >= 2 h", True),
    ("power.runtime < 2 h", "power.runtime >= 2 h", True),
    ("power.runtime <= 2 h", "power.runtime >= 2 h", False),
    ("power.runtime <= 120 min", "2 h < power.runtime", True),
    ("power.runtime <= 1 h", "power.battery_mass >= 2 kg", False),
    ("power.runtime at (load >= 5 kg) <= 1 h", "power.runtime at (load >= 5 kg) >= 2 h", True),
    ("power.runtime at (load >= 5 kg) <= 1 h", "power.runtime >= 2 h", False),
    ("power.battery_count == 2", "power.battery_count >= 3", True),
    ("power.battery_count == 2", "power.battery_count <= 2", False),
    ("use.ambient_temperature.low <= 0 °C", "use.ambient_temperature.low > 5 °C", True),
    ('use.contact == "none"', 'use.contact in ["foreseeable", "intended"]', True),
    ('use.contact in ["none", "intended"]', 'use.contact in ["foreseeable", "intended"]', False),
    ('use.contact != "none"', 'use.contact == "none"', True),
    ('use.contact not in ["none", "foreseeable"]', 'use.contact == "none"', True),
    ('use.contact not in ["none"]', 'use.contact in ["none", "intended"]', False),
    ("use.wireless_control", "not use.wireless_control", True),
    ('"home" in use.environments', '"home" not in use.environments', True),
    ('["home", "public"] in use.environments', '"public" not in use.environments', True),
    ("morphology.mass > 1 kg and power.runtime <= 1 h", "power.runtime >= 2 h and declared(robot.name)", True),
    ("morphology.mass > 1 kg or power.runtime <= 1 h", "power.runtime >= 2 h", False),
]


@pytest.mark.parametrize(("one", "other", "excluded"), PAIRS)
def test_requirements_that_no_robot_meets_together_are_found(
    small: Path, change: Change, one: str, other: str, excluded: bool
) -> None:
    """Ranges that do not touch, words not shared, and denials; each pair once, with both places."""
    change(RUNTIME, "power.runtime >= target.runtime_min", f"'{one}'")
    change(FORCE, "for_each: contacts\nif_none: not_applicable\n", "")
    change(FORCE, "peak_force <= table(limits, mode).force", f"'{other}'")
    problems = found(small, "lint.contradiction")
    assert len(problems) == excluded
    for problem in problems:
        assert written_at(problem).strip("'") in (one, other)
        assert one in problem.what and other in problem.what
        assert str(small / "requirements") in problem.what


CONDITIONS = [
    # when one requirement applies, when the other does, whether they surely apply together
    ("true", "use.wireless_control", True),
    ("use.wireless_control", "use.wireless_control and morphology.mass > 1 kg", True),
    ("use.wireless_control", "not use.wireless_control", False),
    ("morphology.mass > 5 kg", "morphology.mass <= 5 kg", False),
    ("morphology.mass > 5 kg", "morphology.height <= 1 m", True),
    ('use.contact == "none"', 'use.contact == "intended"', False),
    ("target.runtime_min > 5 h", "target.runtime_min < 5 h", False),
    ("any(joints: brake)", "declared(robot.name)", False),  # nobody can tell from the rules alone
    ("any(joints: brake)", "any(joints: brake) and use.wireless_control", True),
]


@pytest.mark.parametrize(("one", "other", "together"), CONDITIONS)
def test_requirements_that_apply_apart_exclude_nobody(
    small: Path, change: Change, one: str, other: str, together: bool
) -> None:
    """Only what surely applies together can be impossible together."""
    change(RUNTIME, "require: power.runtime >= target.runtime_min", f"applies: '{one}'\nrequire: power.runtime <= 1 h")
    change(FORCE, "for_each: contacts\nif_none: not_applicable\nrequire:", f"applies: '{other}'\nrequire:")
    change(FORCE, "peak_force <= table(limits, mode).force", "power.runtime >= 2 h")
    assert bool(found(small, "lint.contradiction")) == together


def test_each_entry_of_one_list_is_looked_at(small: Path, change: Change) -> None:
    """The same selection of entries excludes; another selection may be of other entries."""
    each = "for_each: contacts\nif_none: not_applicable\n"
    change(FORCE, "peak_force <= table(limits, mode).force", "peak_force <= 200 N")
    change(RUNTIME, "require: power.runtime >= target.runtime_min", f"{each}require: peak_force >= 300 N")
    assert found(small, "lint.contradiction")
    change(RUNTIME, "for_each: contacts", "for_each: contacts where planned")
    assert not found(small, "lint.contradiction")


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        ("market: eu", "market: eu", True),
        ("market: eu", "market: intl", True),
        ("market: eu", "market: cn", False),
        ("market: eu\nuntil: 2027-01-19", "market: eu\nfrom: 2027-01-20", False),
        ("market: eu\nuntil: 2027-01-20", "market: eu\nfrom: 2027-01-20", True),
    ],
)
def test_documents_that_never_hold_together_may_differ(
    small: Path, change: Change, first: str, second: str, together: bool
) -> None:
    """Two markets, or a law and the one that follows it, may ask for opposite things."""
    house = small / "instruments" / "house.yaml"
    text = house.read_text("utf-8")
    other = text.replace("id: house-rules", "id: other-rules").replace("market: intl", second)
    (small / "instruments" / "other.yaml").write_text(other, "utf-8")
    house.write_text(text.replace("market: intl", first), "utf-8")
    change(FORCE, "house-rules", "other-rules")
    change(RUNTIME, "power.runtime >= target.runtime_min", "power.runtime <= 1 h")
    change(FORCE, "for_each: contacts\nif_none: not_applicable\n", "")
    change(FORCE, "peak_force <= table(limits, mode).force", "power.runtime >= 2 h")
    assert bool(found(small, "lint.contradiction")) == together


NUMBER = st.integers(0, 3)
WORDS = ["none", "foreseeable", "intended"]
PARTS = st.one_of(
    st.builds("power.runtime {} {} s".format, st.sampled_from(["<", "<=", ">", ">="]), NUMBER),
    st.builds("{} s {} power.runtime".format, NUMBER, st.sampled_from(["<", "<=", ">", ">="])),
    st.builds(
        lambda words, sign: f"use.contact {sign} [{', '.join(repr(word) for word in words)}]".replace("'", '"'),
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=3, unique=True),
        st.sampled_from(["in", "not in"]),
    ),
    st.sampled_from(["use.wireless_control", "not use.wireless_control"]),
)
ROBOTS = [
    {"power.runtime": (value / 2, value / 2), "use.contact": frozenset([word]), "use.wireless_control": truth}
    for value in range(-1, 8)
    for word in WORDS
    for truth in (True, False)
]


@given(one=PARTS, other=PARTS)
def test_two_parts_clash_just_when_no_robot_meets_both(one: str, other: str) -> None:
    """Found only if every robot misses one of the two; missed only where two denials leave no word of a vocabulary."""
    a, b = LAB.compile(one), LAB.compile(other)
    scopes = [Scope(robot, {}, {}, None, 0.0) for robot in ROBOTS]
    met = any(evaluate(a, scope) and evaluate(b, scope) for scope in scopes)
    alone = [any(evaluate(part, scope) for scope in scopes) for part in (a, b)]
    if all(alone):
        assert clash(a, b) == clash(b, a)
        assert clash(a, b) == (not met) or (not clash(a, b) and "not in" in one and "not in" in other)


def test_a_field_that_nothing_reads_is_named(small: Path, change: Change) -> None:
    """Only where the edition promises to read the whole profile, and there at the promise."""
    assert lint(str(small)).requirements == 2
    change(HEAD, "notice:", "whole_profile: true\nnotice:")
    problems = found(small, "lint.field_unread")
    assert {written_at(problem) for problem in problems} == {"true"}
    named = [problem.what for problem in problems]
    assert "nothing reads the field `joints[].speed`" in named
    for path in ("power.runtime", "contacts[].mode", "evidence[].file", "joints[].id", "joints[].note"):
        assert f"nothing reads the field `{path}`" not in named


def test_a_field_that_is_read_after_all_is_named_at_its_reader(small: Path, change: Change) -> None:
    """Where the field is marked, and a rule reads it."""
    rule = "power.charge_time <= target.runtime_min"
    change(RUNTIME, "power.runtime >= target.runtime_min", rule)
    assert not found(small, "lint.field_informational")
    change(HEAD, "notice:", "whole_profile: true\nnotice:")
    (problem,) = found(small, "lint.field_informational")
    assert problem.what == "`power.charge_time` is marked informational, and P5-RUNTIME-001 reads it"
    assert written_at(problem) == rule


def test_every_reader_of_a_field_is_named(catalogue: api.Catalogue) -> None:
    """Requirements by their rules, through lists, conditions and the conditions of others; then the checker."""
    read = readers(catalogue.requirements, described_table())
    assert read["power.runtime"][:2] == ("P5-RUNTIME-001", "P5-RUNTIME-002")
    assert {"P3-BAT-003", "P3-BAT-006"} <= set(read["power.battery_mass"])  # by way of P3-BAT-001
    assert read["safety_functions[].subsystems[].contains_ai"] == ("P2-AI-002",)
    assert read["stops[].cause"][-1] == "report"
    assert read["use.users"][-2:] == ("P5-USE-002", "population")
    assert read["joints[].evidence"] == ("evidence",)
    assert read["joints[].note"] == ()


def test_what_the_checker_reads_is_there_and_read() -> None:
    """Every field said to be read by the checker exists, and some module of it names it."""
    paths = [path for path, _ in leaves(described_table())]
    assert {path for listed in USES.values() for path in listed} <= set(paths)
    rooms = [path for room in ("robot", "gather", "assess", "report", "cli") for path in room_files(room)]
    named = {step for path in [*rooms, ROOT / "compliance" / "api.py"] for step in constants(path)}
    named |= {step for page in (ROOT / "reports" / "html").glob("*.j2") for step in page.read_text("utf-8").split('"')}
    last = {path.rpartition(".")[2] for listed in USES.values() for path in listed} | set(OF_ENTRIES)
    assert last <= named


def test_what_the_checker_looks_up_is_known_to_be_read() -> None:
    """A fact that the code asks for by name is one that the list of uses names."""
    known = {path for listed in USES.values() for path in listed}
    for path in (one for room in ("assess", "report") for one in room_files(room)):
        for call in (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)):
            asks = ast.unparse(call.func).endswith((".facts.get", "view.get"))
            given = call.args[0] if asks and call.args else None
            if isinstance(given, ast.Constant):
                assert [one for one in known if one == given.value or one.endswith(f"].{given.value}")], given.value


def room_files(room: str) -> list[Path]:
    """The modules of a room."""
    return sorted((ROOT / "compliance" / room).rglob("*.py"))


def constants(path: Path) -> set[str]:
    """The steps of every text in a module."""
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    return {step for node in nodes if isinstance(node, ast.Constant) for step in str(node.value).split(".")}
