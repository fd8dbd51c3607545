"""A raw log as series in SI: which column plays which role, and in what unit. Nothing is guessed."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from compliance.errors import InputError, Place, near
from compliance.measure import Method, Role, Series, Unmeasurable
from compliance.measure.methods import MARK, WORD
from compliance.source.files import read_bytes
from compliance.units import Kind, Unit, UnitTable

if TYPE_CHECKING:
    from compliance.importers.log_tables import Table as _Table

LARGEST = 256 * 1024 * 1024
INSTALL = "Install what reads logs: pip install 'humanoid-compliance[logs]'."
_BRACKETS = re.compile(r"(?P<base>.*?)\s*(?:\[(?P<square>[^\]]*)\]|\((?P<round>[^)]*)\))\s*\Z")
_DOUBTFUL = ("min", "in", "a", "d", "mo")  # after an underscore these may be words: `force_min`, `speed_in`


class Log(NamedTuple):
    """A log as read: its hash, its series by role, and where their headings and cells stand."""

    file: str
    sha256: str
    series: dict[str, Series]
    places: "Places"

    def refusal(self, error: Unmeasurable) -> InputError:
        """What a method says of a series, as an error at the place of the cell."""
        return InputError.at(error.id, self.places.of(error.role, error.row), error.what, error.cure)


class Places:
    """Where the cells of a role stand."""

    def __init__(self, table: "_Table", columns: Mapping[str, int]) -> None:
        self._table = table
        self._columns = columns

    def of(self, role: str, row: int) -> Place:
        """The place of a cell; a role that no column plays is looked for in the first heading."""
        return self._table.place(self._columns.get(role, 0), row if role in self._columns else -1)


def read_log(path: str, method: Method, columns: Mapping[str, str], units: Mapping[str, str], table: UnitTable) -> Log:
    """Read the columns that a method needs. Raises InputError with the cell that is wrong.

    `columns` says which heading plays a role, `units` the unit of a role or heading that does not state its own.
    """
    need_arrays()
    raw = read_bytes(path, LARGEST)
    opened = _opened(raw, path)
    _known_roles(columns, method, "--column")
    found = {}
    for role, spec in method.roles.items():
        column = _column(opened, role, spec, columns, table)
        if column is not None:
            found[role] = column
    _known_units(units, opened, method)
    series = {role: _series(opened, role, method.roles[role], at, units, table) for role, at in found.items()}
    return Log(path, _sha256(raw), series, Places(opened, found))


def need_arrays() -> None:
    """Refuse to go on without NumPy. Raises InputError that names the extra."""
    try:
        import numpy  # noqa: F401
    except ImportError:
        raise InputError.at("log.extra", Place("log", 0), "NumPy is not installed", INSTALL) from None


def _opened(raw: bytes, path: str) -> "_Table":
    from compliance.importers.log_tables import PARQUET, CsvTable, ParquetTable

    if raw[:4] != PARQUET:
        from compliance.source.files import decode

        return CsvTable(decode(raw, path), path)
    try:
        return ParquetTable(raw, path)
    except ImportError:
        what = "this is a Parquet file, and pyarrow is not installed"
        raise InputError.at("log.extra", Place(path, 0), what, INSTALL) from None


def _sha256(raw: bytes) -> str:
    import hashlib

    return hashlib.sha256(raw).hexdigest()


def _known_roles(given: Mapping[str, str], method: Method, option: str) -> None:
    for role in given:
        if role not in method.roles:
            what = f"this method reads no `{role}`"
            raise InputError.at("measure.option", Place(option, 0), what, near(role, method.roles))


def _known_units(units: Mapping[str, str], table: "_Table", method: Method) -> None:
    known = (*method.roles, *table.names)
    for name in units:
        if name not in known:
            what = f"`{name}` is no column of the log"
            raise InputError.at("measure.option", Place("--unit", 0), what, near(name, known))


def _column(table: "_Table", role: str, spec: Role, columns: Mapping[str, str], units: UnitTable) -> int | None:
    """The column that plays a role: the one named, else the only one whose heading says so."""
    heads = Place(*table.place(0, -1))
    if role in columns:
        if columns[role] in table.names:
            return table.names.index(columns[role])
        what = f"no column is headed `{columns[role]}`"
        raise InputError.at("log.column", heads, what, near(columns[role], table.names))
    meant = [at for at, name in enumerate(table.names) if _base(name, spec, units).lower() in spec.names]
    if len(meant) > 1:
        named = " and ".join(f"`{table.names[at]}`" for at in meant)
        how = f"Say which: --column '{role}={table.names[meant[0]]}'."
        raise InputError.at("log.columns", table.place(meant[1], -1), f"{named} may both be the {role}", how)
    if not meant and spec.needed:
        what = f"no column is headed as the {role}: {', '.join(f'`{name}`' for name in table.names[:8])}"
        raise InputError.at("log.column", heads, what, f"Say which: --column '{role}=…'.")
    return meant[0] if meant else None


def _base(heading: str, spec: Role, units: UnitTable) -> str:
    """A heading without its unit."""
    if spec.kind in (MARK, WORD):
        return heading
    return _split(heading, units.kind(spec.kind))[0]


def _split(heading: str, kind: Kind) -> tuple[str, str | None]:
    """A heading as name and unit: `force [N]`, `force (N)`, `force_N`; None where it states no unit."""
    brackets = _BRACKETS.match(heading)
    if brackets:
        return brackets["base"], (brackets["square"] if brackets["square"] is not None else brackets["round"]).strip()
    base, _, last = heading.rpartition("_")
    if base and last in kind.spellings and last not in _DOUBTFUL:
        return base, last
    return heading, None


def _series(table: "_Table", role: str, spec: Role, column: int, units: Mapping[str, str], known: UnitTable) -> Series:
    name = table.names[column]
    if spec.kind == WORD:
        return Series(name, table.words(column))
    if spec.kind == MARK:
        return Series(name, table.marks(column))
    unit = _unit(table, role, known.kind(spec.kind), column, units)
    values = table.numbers(column)
    return Series(name, (values + unit.offset) * unit.factor, unit)


def _unit(table: "_Table", role: str, kind: Kind, column: int, units: Mapping[str, str]) -> Unit:
    """The unit of a column. Raises InputError when none is stated, or it is none of the kind."""
    name = table.names[column]
    stated = units.get(role) or units.get(name) or _split(name, kind)[1] or table.unit(column)
    if not stated and kind.bare:
        return kind.spellings[""]
    sample = kind.usual or "1"
    cure = f"Write it in the heading, `{role} [{sample}]`, or say --unit '{role}={sample}'."
    if not stated:
        raise InputError.at("log.unit", table.place(column, -1), f"the column `{name}` has no unit", cure)
    if stated not in kind.spellings:
        what = f"`{stated}` is no unit of {kind.words}"
        raise InputError.at("log.unit", table.place(column, -1), what, cure)
    return kind.spellings[stated]
