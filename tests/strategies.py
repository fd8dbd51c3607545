"""Random rules, profiles and refinements, made from the real field table by one random generator.

The makers take a `random.Random`: hypothesis hands them one that it controls and shrinks, a benchmark a
seeded one.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from compliance.assess.bars import View
from compliance.assess.objections import Bar
from compliance.build.compiler import target_fact
from compliance.build.fields import field_table, readable
from compliance.build.unit_table import compile_kinds, compile_units, dimensions
from compliance.catalogue import Catalogue
from compliance.catalogue.model import open_target
from compliance.gather import Gathered, gather
from compliance.robot import read_robot
from compliance.robot.values import Reader
from compliance.rules.check import compile_condition
from compliance.rules.evaluate import Scope
from compliance.rules.types import Names
from compliance.source import load, read_text
from compliance.source.nodes import to_data
from compliance.units import UnitTable, read_quantity

STANDARD = Path(__file__).resolve().parent.parent / "standards" / "heis-2026" / "standard.yaml"
APPROXIMATE = 0.1
AS_OF = 739000.0
DAYS = ["2024-03-01", "2024-04-20", "2024-05", "2024-06-01"]
IP_CODES = ["IP54", "IPX4", "IP67", "IP66/IP67", "IP20"]
TEXTS = ["alpha", "beta"]
SMALL = {"ratio": 0.25, "failure_rate": 0.25, "mass_fraction": 0.25, "success_rate": 0.25}
UNCOUNTED = ("temperature", "sound_level", "performance_level", "sil")  # kinds without arithmetic here
TABLES = {
    "stop_limits": {
        "columns": {"time": "duration", "distance": "length"},
        "rows": {
            "command": {"time": "1 s", "distance": "2 m"},
            "power_loss": {"time": "2 s", "distance": "not_permitted"},
            "link_loss": {"time": "not_given", "distance": "1 m"},
            "fault": {"time": "3 s", "distance": "4 m"},
            "loss_of_balance": {"time": "4 s", "distance": "3 m"},
        },
    },
    "adult_limits": {
        "population": ["adults_trained", "adults_untrained"],
        "columns": {"force": "force"},
        "rows": {"transient": {"force": "4 N"}, "quasi_static": {"force": "2 N"}},
    },
}  # fmt: skip


class Lab(NamedTuple):
    """The names, kinds and tables that rules are compiled against, as the workshop makes them."""

    kinds: dict[str, Any]
    units: dict[str, Any]
    fields: dict[str, Any]
    names: Names

    @property
    def reader(self) -> Reader:
        """Reads values of any type."""
        return Reader(self.names.units, APPROXIMATE)

    def with_tables(self, tables: Any) -> "Lab":
        """The same names with other tables, given by kind of column and text of cell."""
        compiled = {name: self._table(table) for name, table in tables.items()}
        return self._replace(names=self.names._replace(tables=compiled))

    def _table(self, table: Any) -> Any:
        columns = {name: {"kind": kind} for name, kind in table["columns"].items()}
        rows = {
            key: {column: self._cell(table["columns"][column], str(text)) for column, text in row.items()}
            for key, row in table["rows"].items()
        }
        sis = {name: self.names.units.kind(kind).si for name, kind in table["columns"].items()}
        units = {name: unit.code if unit else None for name, unit in sis.items()}
        covers = table.get("population")
        return {
            "columns": columns, "rows": rows, "units": units,
            "population": {"covers": covers} if covers else None,
        }  # fmt: skip

    def _cell(self, kind: str, text: str) -> Any:
        if text.startswith("not_"):
            return text
        return list(read_quantity(text, self.names.units.kind(kind), self.names.units, 0.0).interval)

    def catalogue(self) -> Catalogue:
        """A catalogue without requirements."""
        return Catalogue(
            {
                "standard": {"approximate": {"value": APPROXIMATE}}, "digest": "", "fields": self.fields,
                "tables": self.names.tables, "protocols": {}, "target_fields": self.names.target, "kinds": self.kinds,
                "units": self.units, "requirements": [], "instruments": {}, "targets": {},
            }
        )  # fmt: skip

    def gathered(self, profile: Any) -> Gathered:
        """A part of a profile, given as data, as the walker reads it."""
        text = json.dumps({"profile": 1, **profile}, ensure_ascii=False)
        return gather(read_robot(load(text, "profile.yaml"), self.fields, self.reader))

    def target_facts(self, said: Any) -> Any:
        """What a target says, compiled."""
        node: Any = load(json.dumps(said, ensure_ascii=False), "target.yaml")
        return {name: target_fact(node.get(name), self.names.target[name], self.reader) for name in said}

    def scope(self, profile: Any, target: Any = None) -> Scope:
        """What names stand for at bar 1."""
        view: Any = View(self.gathered(profile), Bar(1), AS_OF, {})
        row = {"id": "t", "title": {}, "facts": self.target_facts(target or {})}
        return Scope(view, open_target(row).facts, self.names.tables, view.get("use.users"), AS_OF)

    def compile(self, rule: str) -> Any:
        """Compile a rule."""
        return compile_condition(rule, self.names)


def _lab() -> Lab:
    kinds, units, fields = compile_kinds(), compile_units(), field_table()
    head: Any = to_data(load(read_text(str(STANDARD)), str(STANDARD)))
    names = Names(readable(fields), head["target_fields"], {}, UnitTable(kinds, units), dimensions(kinds, units), {})
    return Lab(kinds, units, fields, names).with_tables(TABLES)


LAB = _lab()


def leaves(fields: dict[str, Any], prefix: str = "") -> Iterable[tuple[str, dict[str, Any]]]:
    """Every readable field that is no section, with its path; a list counts as one."""
    for name, spec in fields.items():
        if spec["type"] == "section":
            yield from leaves(spec["fields"], f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", spec


EVERY = dict(leaves(LAB.names.fields))
TOP = {path: spec for path, spec in EVERY.items() if spec["type"] != "list"}
LISTS = {
    path: {name: one for name, one in leaves(spec["fields"]) if one["type"] != "list"}
    for path, spec in EVERY.items()
    if spec["type"] == "list"
}


def amount(kind: str, number: int) -> float:
    """A small number that makes sense as a value of a kind."""
    return number * SMALL.get(kind, 1)


def literal(kind: str, number: int) -> str:
    """A literal of a kind in its SI unit."""
    known = LAB.names.units.kind(kind)
    if known.order:
        return f'"{known.order[number % len(known.order)]}"'
    unit = known.si.display if known.si else ""
    return f"{amount(kind, number):g} {unit if unit != '1' else ''}".strip()


class RuleMaker:
    """Writes random rules that fit their kinds. `inside` holds the lists whose entries are in scope."""

    def __init__(self, random: Random) -> None:
        self.random = random

    def rule(self, depth: int = 3, inside: tuple[str, ...] = ()) -> str:
        """A rule that is true, false or unknown."""
        pick = self.random.random()
        if depth > 0 and pick < 0.25:
            word = self.random.choice([" and ", " or "])
            parts = [self.rule(depth - 1, inside) for _ in range(self.random.randint(2, 3))]
            return f"({word.join(parts)})"
        if depth > 0 and pick < 0.35:
            return f"not ({self.rule(depth - 1, inside)})"
        if depth > 0 and pick < 0.6 and len(inside) < 2:
            return self.quantifier(depth, inside)
        return self.plain(inside)

    def quantifier(self, depth: int, inside: tuple[str, ...]) -> str:
        """`all` or `any` over a list."""
        path = self.random.choice(list(LISTS))
        where = f" where {self.rule(0, (*inside, path))}" if self.random.random() < 0.4 else ""
        return f"{self.random.choice(['all', 'any'])}({path}{where}: {self.rule(depth - 1, (*inside, path))})"

    def named(self, inside: tuple[str, ...]) -> dict[str, Any]:
        """The fields that a bare name may mean here."""
        if inside and self.random.random() < 0.8:
            return LISTS[inside[-1]]
        return {path: spec for path, spec in TOP.items() if not any(path.split(".")[0] in LISTS[one] for one in inside)}

    def plain(self, inside: tuple[str, ...]) -> str:
        """A rule without logic in it."""
        pick = self.random.random()
        if pick < 0.06:
            return self.random.choice(["true", "false", "target.users in use.users", "use.contact == target.contact"])
        if pick < 0.12:
            return self.counted(inside)
        path, spec = self.random.choice(list(self.named(inside).items()))
        if pick < 0.18:
            return f"declared({path})"
        if inside[-1:] in (("stops",), ("contacts",)) and pick < 0.4:
            return self.tabled(inside)
        written: str = getattr(self, f"_{spec['type']}")(path, spec, inside)
        return written

    def counted(self, inside: tuple[str, ...]) -> str:
        """A comparison of the number of entries."""
        path = self.random.choice(list(LISTS))
        where = f" where {self.rule(0, (*inside, path))}" if self.random.random() < 0.7 else ""
        sign = self.random.choice(["<=", "<", ">=", ">", "==", "!="])
        return f"count({path}{where}) {sign} {self.random.randint(0, 3)}"

    def tabled(self, inside: tuple[str, ...]) -> str:
        """A comparison with a cell. What nothing meets is only ever an upper limit."""
        if inside[-1] == "contacts":
            return f"peak_force {self.random.choice(['<=', '>=', '<'])} table(adult_limits, mode).force"
        column = self.random.choice(["time", "distance"])
        sign = self.random.choice(["<=", "<"] if column == "distance" else ["<=", ">", ">="])
        return f"{column} {sign} table(stop_limits, cause).{column}"

    def _truth(self, path: str, spec: Any, inside: tuple[str, ...]) -> str:
        return path

    def _choice(self, path: str, spec: Any, inside: tuple[str, ...]) -> str:
        words = self.random.sample(spec["choices"], self.random.randint(1, 2))
        if len(words) == 1:
            return f'{path} {self.random.choice(["==", "!="])} "{words[0]}"'
        return f"{path} {self.random.choice(['in', 'not in'])} {json.dumps(words)}"

    def _set(self, path: str, spec: Any, inside: tuple[str, ...]) -> str:
        words = self.random.sample(spec["choices"], self.random.randint(1, 2))
        return f"{json.dumps(words)} {self.random.choice(['in', 'not in'])} {path}"

    def _text(self, path: str, spec: Any, inside: tuple[str, ...]) -> str:
        others = [name for name, one in self.named(inside).items() if one["type"] == "text"]
        other = self.random.choice([f'"{self.random.choice(TEXTS)}"', *others])
        return f"{path} {self.random.choice(['==', '!='])} {other}"

    def _date(self, path: str, spec: Any, inside: tuple[str, ...]) -> str:
        sign = self.sign()
        return self.random.choice(
            [
                f'{path} {sign} "{DAYS[0]}"',
                f"{path} {sign} as_of",
                f"{path} + 30 d {sign} as_of",
                f"as_of - {path} {sign} 30 d",
            ]
        )

    def _ip(self, path: str, spec: Any, inside: tuple[str, ...]) -> str:
        number = self.random.randint(2, 7)
        return self.random.choice([f"{path}.solids >= {number}", f'"{number}" in {path}.water'])

    def _span(self, path: str, spec: Any, inside: tuple[str, ...]) -> str:
        if self.random.random() < 0.3:
            return f"covers({path}, {path})"
        return f"{path}.{self.random.choice(['low', 'high'])} {self.sign()} {self.literal(spec['kind'])}"

    def _quantity(self, path: str, spec: Any, inside: tuple[str, ...]) -> str:
        kind = spec["kind"]
        right = self.literal(kind) if self.random.random() < 0.6 else self.number(kind, inside, 1)
        left = self.calculated(path, spec, inside) if self.random.random() < 0.5 else path
        return f"{left} {self.sign()} {right}"

    def sign(self) -> str:
        """An order."""
        return self.random.choice(["<=", "<", ">=", ">"])

    def literal(self, kind: str) -> str:
        """A literal of a kind."""
        return literal(kind, self.random.randint(0, 5))

    def number(self, kind: str, inside: tuple[str, ...], depth: int) -> str:
        """A part of a rule that is a number of a kind."""
        fitting = [(path, spec) for path, spec in self.named(inside).items() if spec.get("kind") == kind]
        fitting = [(path, spec) for path, spec in fitting if spec["type"] == "quantity"]
        if not fitting:
            return self.literal(kind)
        path, spec = self.random.choice(fitting)
        return self.calculated(path, spec, inside) if depth else path

    def calculated(self, path: str, spec: Any, inside: tuple[str, ...]) -> str:
        """Something calculated from a field, of the field's kind."""
        kind = spec["kind"]
        if spec.get("at") and self.random.random() < 0.6:
            return f"{path} at ({self.under(spec['at'])})"
        if kind in UNCOUNTED:
            return path
        forms = [
            f"({path} + {self.literal(kind)})", f"({path} - {self.number(kind, inside, 0)})", f"2 * {path}",
            f"abs({path} - {self.literal(kind)})", f"least({path}, {self.literal(kind)})",
            f"greatest({path}, {path})", f"-{path}", f"{path} / count({self.random.choice(list(LISTS))})",
        ]  # fmt: skip
        return self.random.choice([*forms, *self.aggregates(kind, inside)])

    def aggregates(self, kind: str, inside: tuple[str, ...]) -> list[str]:
        """A sum or an extreme over a list that has a field of the kind."""
        lists = [(path, name) for path, fields in LISTS.items() for name, spec in fields.items()
                 if spec.get("kind") == kind and spec["type"] == "quantity"]  # fmt: skip
        if not lists or len(inside) > 1:
            return []
        path, name = self.random.choice(lists)
        where = f" where {self.rule(0, (*inside, path))}" if self.random.random() < 0.5 else ""
        word = self.random.choice(["sum", "min", "max"])
        return [f"{word}({path}{where}: {name})"] * 4

    def under(self, conditions: Any) -> str:
        """A condition on the conditions of a value."""
        name, spec = self.random.choice(list(conditions.items()))
        if self.random.random() < 0.2:
            return f"{self.under(conditions)} {self.random.choice(['and', 'or'])} {self.under(conditions)}"
        if spec["type"] == "choice":
            return f'{name} == "{self.random.choice(spec["choices"])}"'
        return f"{name} {self.sign()} {self.literal(spec['kind'])}"
