"""A raw log as a table: CSV by the csv module, Parquet by pyarrow. A cell knows its place in the file."""

import csv
import io
from typing import Any, Protocol

import numpy as np

from compliance.errors import InputError, Place
from compliance.measure.arrays import Numbers

SEPARATORS = ",;\t"
COMMENT = "#"
MARKS = {"0": 0.0, "1": 1.0, "false": 0.0, "true": 1.0, "no": 0.0, "yes": 1.0}
PARQUET = b"PAR1"


class Table(Protocol):
    """Columns under headings."""

    names: tuple[str, ...]

    def unit(self, column: int) -> str:
        """The unit that the format itself states, else nothing."""

    def numbers(self, column: int) -> Numbers:
        """A column of finite numbers. Raises InputError at the first cell that is none."""

    def marks(self, column: int) -> Numbers:
        """A column of marks as 0 and 1. Raises InputError at the first cell that is none."""

    def words(self, column: int) -> Any:
        """A column of texts."""

    def place(self, column: int, row: int) -> Place:
        """Where a cell stands; row -1 is the heading."""


class CsvTable:
    """A CSV file: a heading, then rows of as many cells. Lines that begin with # before the heading are skipped."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.lines = text.replace("\r\n", "\n").split("\n")
        first = next((row for row, line in enumerate(self.lines) if _speaks(line)), None)
        if first is None:
            raise InputError.at("log.empty", Place(file), "the log has no heading and no rows", "Record it again.")
        self.separator = max(SEPARATORS, key=self.lines[first].count)
        self.numbers_of_lines, rows = self._rows(first)
        self.names = tuple(name.strip() for name in rows[0])
        for row, cells in enumerate(rows[1:]):
            if len(cells) != len(self.names):
                what = f"this row has {len(cells)} cells; the heading has {len(self.names)}"
                place = Place(file, self.numbers_of_lines[row + 1])
                raise InputError.at("log.row", place, what, "Fill every cell; a whole row is written before the next.")
        if len(rows) == 1:
            raise InputError.at("log.empty", Place(file, first + 1), "the log has a heading and no rows", "Record it.")
        self.columns = list(zip(*rows[1:], strict=True))

    def _rows(self, first: int) -> tuple[list[int], list[list[str]]]:
        reader = csv.reader(self.lines[first:], delimiter=self.separator, strict=True)
        numbers, rows = [], []
        try:
            for cells in reader:
                if cells:
                    numbers.append(first + reader.line_num)
                    rows.append(cells)
        except csv.Error as error:
            place = Place(self.file, first + reader.line_num)
            raise InputError.at("log.row", place, f"this row is no CSV: {error}", "Close every quote.") from None
        return numbers, rows

    def unit(self, column: int) -> str:
        """CSV states units only in headings."""
        return ""

    def numbers(self, column: int) -> Numbers:
        """A column of finite numbers. Raises InputError at the first cell that is none."""
        cells = self.columns[column]
        try:
            values = np.array(cells, dtype=np.float64)
        except ValueError:
            values = np.array([_number(cell) for cell in cells])
        return _finite(values, self, column)

    def marks(self, column: int) -> Numbers:
        """A column of marks as 0 and 1. Raises InputError at the first cell that is none."""
        values = [MARKS.get(_plain(cell), np.nan) for cell in self.columns[column]]
        return _finite(np.array(values), self, column, "a mark", "Write 0 or 1.")

    def words(self, column: int) -> Any:
        """A column of texts."""
        return np.array([cell.strip() for cell in self.columns[column]])

    def shown(self, column: int, row: int) -> str:
        """A cell as written."""
        cell: str = self.columns[column][row]
        return cell

    def place(self, column: int, row: int) -> Place:
        """Where a cell stands; row -1 is the heading."""
        number = self.numbers_of_lines[row + 1]
        return Place(self.file, number, _offset(self.lines[number - 1], self.separator, column) + 1)


class ParquetTable:
    """A Parquet file. Rows have no lines: a place is the file, and the message names column and row."""

    def __init__(self, raw: bytes, file: str) -> None:
        import pyarrow as arrow
        from pyarrow import parquet

        self.file = file
        try:
            self.table = parquet.read_table(io.BytesIO(raw))
        except (arrow.ArrowException, OSError, ValueError) as error:
            what = f"this is no Parquet file that can be read: {str(error).splitlines()[0]}"
            raise InputError.at("log.format", Place(file, 0), what, "Write it again, or as CSV.") from None
        self.names = tuple(self.table.column_names)
        if not self.table.num_rows:
            raise InputError.at("log.empty", Place(file, 0), "the log has columns and no rows", "Record it again.")

    def unit(self, column: int) -> str:
        """The unit of a timestamp or a duration, or the one that the column's metadata names under `unit`."""
        field = self.table.schema.field(column)
        stated: bytes = (field.metadata or {}).get(b"unit", b"")
        return stated.decode("utf-8", "replace") or str(getattr(field.type, "unit", ""))

    def numbers(self, column: int) -> Numbers:
        """A column of finite numbers. Raises InputError at the first cell that is none."""
        values = self.table.column(column)
        if hasattr(values.type, "unit"):  # timestamps count from their first: more digits are left
            counted = values.cast("int64")
            start = counted[0].as_py() or 0
            return _finite(np.array([_number(one, start) for one in counted.to_pylist()]), self, column)
        return _finite(np.array([_number(one) for one in values.to_pylist()]), self, column)

    def marks(self, column: int) -> Numbers:
        """A column of marks as 0 and 1. Raises InputError at the first cell that is none."""
        values = [MARKS.get(_plain(one), np.nan) for one in self.table.column(column).to_pylist()]
        return _finite(np.array(values), self, column, "a mark", "Write 0 or 1.")

    def words(self, column: int) -> Any:
        """A column of texts."""
        return np.array([str(one).strip() for one in self.table.column(column).to_pylist()])

    def shown(self, column: int, row: int) -> str:
        """A cell as written."""
        return f"{self.table.column(column)[row].as_py()} in row {row + 1} of `{self.names[column]}`"

    def place(self, column: int, row: int) -> Place:
        """The file: its rows have no lines."""
        return Place(self.file, 0)


def _finite(
    values: Numbers,
    table: CsvTable | ParquetTable,
    column: int,
    wanted: str = "a number",
    cure: str = "Write numbers with a point; leave out rows that were not measured.",
) -> Numbers:
    wrong = np.flatnonzero(~np.isfinite(values))
    if len(wrong):
        row = int(wrong[0])
        cell = table.shown(column, row)
        what = f"`{cell}` is not {wanted}" if cell.strip() else "the cell is empty"
        raise InputError.at("log.cell", table.place(column, row), what, cure)
    return values


def _number(cell: object, start: int = 0) -> float:
    if not isinstance(cell, (str, int, float)):
        return float("nan")
    try:
        return float(cell) if isinstance(cell, str) else float(cell - start)
    except ValueError:
        return float("nan")


def _plain(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip().lower()


def _speaks(line: str) -> bool:
    return bool(line.strip()) and not line.startswith(COMMENT)


def _offset(line: str, separator: str, column: int) -> int:
    """How many characters stand before a cell of a line."""
    quoted, seen = False, 0
    for offset, character in enumerate(line):
        if seen == column:
            return offset
        quoted ^= character == '"'
        seen += character == separator and not quoted
    return len(line)
