"""What stands behind a verdict, as the profile writes it: statements, comparisons, margins."""

from collections.abc import Iterable
from typing import Any

from compliance.assess.conformity import conformity
from compliance.assess.results import Line, Margin, Shown
from compliance.catalogue import Catalogue, Target
from compliance.errors import Place
from compliance.logic import Truth
from compliance.robot import Fact, Robot, Statement
from compliance.rules.calculations import CALCULATIONS
from compliance.rules.evaluate import LABEL, Node, Scope, chosen, evaluate
from compliance.rules.explain import Compared, compared, reads
from compliance.units import Unit
from compliance.units.read import NO_SHARE


class Shower:
    """Shows values for one robot against one catalogue and target."""

    def __init__(self, catalogue: Catalogue, target: Target, robot: Robot) -> None:
        self.catalogue = catalogue
        self.target = target
        self.robot = robot
        self._entries = {f"{path}[{item.id}]": item.facts for path, one in robot.lists.items() for item in one.items}
        self._shown: dict[tuple[str, ...], tuple[Shown, ...]] = {}

    def place(self, paths: Iterable[str]) -> Place:
        """Where the first of some paths stands; a missing fact stands where its section does."""
        wanted = list(paths)
        for path in wanted:
            fact = self.robot.facts.get(path)
            if fact and fact.live:
                return fact.live[0].place
            if path in self.robot.places:
                return self.robot.places[path]
        return self.robot.place_of(wanted[0]) if wanted else Place(self.robot.file)

    def read_by(self, *nodes: Node | None) -> tuple[Shown, ...]:
        """All statements of the facts that some nodes read, and the size of the lists."""
        return self.statements(sorted(set().union(*(reads(node) for node in nodes if node))))

    def statements(self, paths: Iterable[str]) -> tuple[Shown, ...]:
        """All statements of the facts at some paths, and the size of the lists."""
        key = tuple(paths)
        if key not in self._shown:  # many requirements read the same
            self._shown[key] = tuple(one for path in key for one in self._of(path))
        return self._shown[key]

    def _of(self, path: str) -> list[Shown]:
        listed = self.robot.lists.get(path)
        if listed is not None:
            said = ", said to be complete" if path in self.robot.complete else ""
            count = len(listed.items)
            return [Shown(path, f"{count} {'entry' if count == 1 else 'entries'}{said}", self.robot.place_of(path))]
        return self.fact(self.robot.facts.get(path))

    def fact(self, fact: Fact | None, label: str = "") -> list[Shown]:
        """The statements of one fact."""
        if fact is None:
            return []
        path = label or fact.path
        return [
            Shown(path, _said(one), one.place, one.source, one.evidence, one.printed, one.note)
            for one in fact.statements
            if one.value is not None
        ]

    def find(self, path: str, entry: str) -> Fact | None:
        """Find a fact by its path, inside a list entry where `entry` labels one."""
        return (self._entries.get(entry, {}) if entry else self.robot.facts).get(path)

    def lines(self, row: Any, scope: Scope) -> tuple[Line, ...]:
        """The comparison of a requirement, or one line for each entry of its list."""
        if not row["for_each"]:
            found = compared(row["require"], scope)
            truth = evaluate(row["require"], scope)
            return (self._line("", found, truth, scope, self._guard(row)),) if found else ()
        entries = chosen(["all", *row["for_each"]], scope)
        if entries is None:
            return ()
        return tuple(self._entry_line(row, one) for where, one in entries[1] if where is not False)

    def _entry_line(self, row: Any, scope: Scope) -> Line:
        label = str(scope.items[-1][LABEL])
        truth = evaluate(row["require"], scope)
        found = compared(row["require"], scope)
        if found:
            return self._line(label, found, truth, scope, self._guard(row))
        return Line(label, truth, "", "", "", None, self.robot.place_of(label))

    def _guard(self, row: Any) -> float:
        """The guard band factor r by which a requirement decides."""
        rule = self.target.row["decision_rule"]
        return float(rule["persons"] if row["protects"] == "persons" else rule["default"])

    def _line(self, label: str, found: Compared, truth: Truth, scope: Scope, guard: float) -> Line:
        limit, unit = self._written(found.limit_node, scope)
        actual, own = self._written(found.actual_node, scope)
        if found.forbidden:
            limit = "not permitted"
        margin = self._margin(found, unit or own)
        place = self.robot.place_of(label) if label else self.place(sorted(reads(list(found.actual_node))))
        sure = None if found.forbidden else conformity(self._measured(found, scope), found.operator, found.limit, guard)
        return Line(label, truth, actual or "not stated", found.operator, limit or "not stated", margin, place, sure)

    def _measured(self, found: Compared, scope: Scope) -> Fact | None:
        """The fact on the left of a comparison, where it is one."""
        node = found.actual_node
        if node[0] not in ("fact", "item"):
            return None
        return self.find(node[-1], str(scope.items[node[1]].get(LABEL, "")) if node[0] == "item" else "")

    def _margin(self, found: Compared, unit: Unit | None) -> Margin | None:
        if found.margin is None or found.limit is None or unit is None:
            return None  # an ordered word or a calculated quantity has no unit to measure a distance in
        size = abs(found.limit[0]) if found.limit[0] == found.limit[1] else 0.0
        name = self._kind_of(unit)
        percent = 100 * found.margin / size if size and name not in NO_SHARE else None
        return Margin(unit.difference(found.margin), unit.display, percent)

    def _kind_of(self, unit: Unit) -> str:
        owners = self.catalogue.units.owners(unit.code)
        return owners[0] if owners else ""

    def _written(self, node: Node, scope: Scope) -> tuple[str, Unit | None]:
        """A side of a comparison as its author wrote it, with the unit it was written in."""
        units = self.catalogue.units
        if node[0] == "lit":
            return str(node[2]), units.unit(node[3]) if node[3] else None
        if node[0] == "target":
            text, code = self.target.texts.get(node[1], ("", None))
            return text, units.unit(code) if code else None
        if node[0] == "at":
            return self._written(node[1], scope)
        if node[0] in ("fact", "item"):
            entry = str(scope.items[node[1]].get(LABEL, "")) if node[0] == "item" else ""
            return self._texts(self.find(node[-1], entry))
        if node[0] == "table":
            return self._cell(node, scope)
        value = evaluate(node, scope)
        kind = _kind_given(node)
        if kind and isinstance(value, tuple):
            return self._calculated(value, kind)
        return (f"{_number(value)} (calculated, SI)" if isinstance(value, tuple) else ""), None

    def _calculated(self, value: tuple[float, float], kind_name: str) -> tuple[str, Unit | None]:
        """What a published calculation gave, in the usual unit of its kind, or as words of its order."""
        kind = self.catalogue.units.kind(kind_name)
        if kind.order:
            words = dict.fromkeys(kind.order[int(end)] if end >= 0 else f"below {kind.order[0]}" for end in value)
            return f"{' to '.join(words)} (calculated)", None
        unit = kind.spellings.get(kind.usual) or kind.si
        shown = tuple(unit.from_si(end) for end in value) if unit else value
        return f"{_number(shown)} {unit.display if unit else ''}".strip() + " (calculated)", unit

    def _texts(self, fact: Fact | None) -> tuple[str, Unit | None]:
        live = fact.live if fact else ()
        return " | ".join(one.shown for one in live), live[0].unit if live else None

    def _cell(self, node: Node, scope: Scope) -> tuple[str, Unit | None]:
        code = self.catalogue.tables[node[1]]["units"][node[3]]
        unit = self.catalogue.units.unit(code) if code else None
        value = evaluate(node, scope)
        if not isinstance(value, (tuple, list)) or unit is None:
            return "", unit
        return f"{unit.from_si(value[1]):.6g} {unit.display}", unit


def _kind_given(node: Node) -> str:
    """The kind that a published calculation gives; empty for any other node."""
    if node[0] == "rate":
        return "success_rate"
    return CALCULATIONS[node[1]].gives if node[0] == "calculated" else ""


def _said(statement: Statement) -> str:
    """A statement with its conditions, and why it no longer counts where it does not."""
    return f"{statement.shown} [superseded: {statement.superseded}]" if statement.superseded else statement.shown


def _number(value: Any) -> str:
    low, high = value
    return f"{low:.6g}" if low == high else f"{low:.6g} to {high:.6g}"
