"""Putting a document's keys in order by moving whole lines: values, quotes and comments stay as they are written."""

from collections import Counter
from typing import NamedTuple

from compliance.errors import InputError, InternalError, Place
from compliance.source import nodes
from compliance.source.page import BLANK, Page, read_page
from compliance.source.strict_yaml import load

Order = dict[str, "Order"]  # keys in their order, each with the order of the keys in its value
Rows = list[int]  # line numbers from 0, in the order in which the lines are going to stand


class _Block(NamedTuple):
    """One entry of a mapping: the comments and blank lines that lead to it, then its own lines."""

    name: str
    lead: Rows
    body: Rows


class _Part(NamedTuple):
    """The lines of a value, from `first` to before `last`."""

    node: nodes.Node
    first: int
    last: int


def arrange(text: str, file: str, order: Order) -> str:
    """Put the keys of a document in order; keys that the order does not name follow, as they stood.

    Raises InputError when the text cannot be read, and InternalError rather than change what it says.
    """
    text = _ended(text, file)
    node, page = load(text, file), read_page(text)
    arranged = _joined(page, _document(page, node, order))
    _compare(text, arranged, file)
    return arranged


def _ended(text: str, file: str) -> str:
    """The text with a line break at its end. Raises InputError where that would change a value."""
    before = load(text, file)
    if text.endswith(("\n", "\r")):
        return text
    ended = text + ("\r\n" if "\r\n" in text else "\n")
    if _bare(before) != _bare(load(ended, file)):
        lines = text.splitlines()
        place = Place(file, len(lines), len(lines[-1]) + 1)
        what = "the last line belongs to a block of text and has no line break"
        raise InputError.at("yaml.last_line", place, what, "End it with one.")
    return ended


def _document(page: Page, node: nodes.Node, order: Order) -> Rows:
    """The whole document: marks stay where they are, and a blank line stands on both sides of every section."""
    top, end = node.place.line - 1, len(page.lines)
    first = max((row + 1 for row in range(top + 1) if _is_mark("---", page.lines[row])), default=0)
    last = next((row for row in range(top, end) if _is_mark("...", page.lines[row])), end)
    if first > top or not isinstance(node, nodes.Mapping) or not _sortable(page, node):
        return list(range(end))
    head, blocks, foot = _blocks(page, _Part(node, first, last), order)
    rows = [*range(first), *head]
    for before, block in zip([None, *blocks], blocks, strict=False):
        apart = before is not None and any(order.get(name, True) for name in (before.name, block.name))
        rows += [*([BLANK] if apart else []), *block.lead, *block.body]
    return [*rows, *foot, *range(last, end)]


def _is_mark(mark: str, line: str) -> bool:
    return line.startswith(mark) and not line[3:4].strip()


def _arranged(page: Page, part: _Part, order: Order) -> Rows:
    """The lines of a value in block style, in order; of any other, as they stand."""
    if _sortable(page, part.node):
        head, blocks, foot = _blocks(page, part, order)
        rows = [*head, *(row for block in blocks for row in (*block.lead, *block.body)), *foot]
        start = next(index for index, row in enumerate(rows) if not page.blank(row))
        return rows[start:]
    if isinstance(part.node, nodes.Sequence) and _char(page, part.node) == "-":
        return _items(page, part.node, part, order)
    return list(range(part.first, part.last))


def _char(page: Page, node: nodes.Node) -> str:
    return page.lines[node.place.line - 1][node.place.column - 1 : node.place.column]


def _sortable(page: Page, node: nodes.Node) -> bool:
    """Whether a node is a mapping of `key: value` lines, each key at the start of a line of its own."""
    if not isinstance(node, nodes.Mapping) or not node.entries or _char(page, node) == "{":
        return False
    column = node.place.column
    keys = [entry.key.place for entry in node.entries.values()]
    before = [page.lines[place.line - 1][: column - 1] for place in keys]
    aligned = all(place.column == column for place in keys)
    return aligned and not before[0].strip(" -") and not "".join(before[1:]).strip(" ")


def _blocks(page: Page, part: _Part, order: Order) -> tuple[Rows, list[_Block], Rows]:
    """The entries of a mapping in order, with what stands above and below all of them."""
    assert isinstance(part.node, nodes.Mapping)  # noqa: S101 - nothing else is sortable
    entries = part.node.entries
    heads = [entry.key.place.line - 1 for entry in entries.values()]
    column = part.node.place.column - 1
    cuts = _cuts(page, heads, part, column)
    cuts[0] = _below_header(page, part.first, heads[0])
    blocks = []
    for (name, entry), head, start, end in zip(entries.items(), heads, cuts, cuts[1:], strict=False):
        lead = list(range(start, head))
        _outdent(page, lead, column)
        value = _Part(entry.value, head + 1, end)
        blocks.append(_Block(name, lead, [head, *_arranged(page, value, order.get(name, {}))]))
    places = {name: index for index, name in enumerate(order)}
    ordered = sorted(blocks, key=lambda block: places.get(block.name, len(places)))
    _move_dash(page, blocks[0], ordered[0], column)
    return list(range(part.first, cuts[0])), ordered, list(range(cuts[-1], part.last))


def _cuts(page: Page, heads: Rows, part: _Part, column: int) -> Rows:
    """Where each entry begins, its leading comments included, and where the last one ends.

    A comment that is indented deeper than the next key belongs to what stands above it.
    """
    cuts = []
    for floor, head in zip([part.first, *(head + 1 for head in heads)], [*heads, part.last], strict=True):
        start = head
        while start > floor and (page.comment(start - 1) or page.blank(start - 1)):
            start -= 1
        deeper = [row for row in range(start, head) if page.comment(row) and page.indent(row) > column]
        cuts.append(deeper[-1] + 1 if deeper else start)
    return cuts


def _below_header(page: Page, first: int, head: int) -> int:
    """Where the first entry begins: comments above it that end with a blank line are not its own."""
    return max((row + 1 for row in range(first, head) if page.blank(row)), default=first)


def _outdent(page: Page, rows: Rows, column: int) -> None:
    """Bring comments that are indented deeper back to a column: below a block of text they would be read as text."""
    for row in rows:
        if page.comment(row) and page.indent(row) > column:
            page.lines[row] = " " * column + page.lines[row].lstrip(" \t")


def _move_dash(page: Page, old: _Block, new: _Block, column: int) -> None:
    """Where a list entry has another first key now, the dash goes there, below the comments of that key."""
    row, first = old.body[0], new.body[0]
    dash = page.lines[row][:column]
    if new is not old and dash.strip(" "):
        page.lines[row] = " " * column + page.lines[row][column:]
        page.lines[first] = dash + page.lines[first][column:]
        _outdent(page, new.lead, len(dash) - len(dash.lstrip(" ")))


def _items(page: Page, node: nodes.Sequence, part: _Part, order: Order) -> Rows:
    """The items of a list stay where they are; the keys of each are put in order."""
    column = node.place.column - 1
    heads = [_dash_row(page, item, column) for item in node.items]
    cuts = [part.first, *_cuts(page, heads, part, column)[1:]]
    rows: Rows = []
    for item, head, start, end in zip(node.items, heads, cuts, cuts[1:], strict=False):
        own = head + (item.place.line - 1 > head)
        rows += [*range(start, own), *_arranged(page, _Part(item, own, end), order)]
    return [*rows, *range(cuts[-1], part.last)]


def _dash_row(page: Page, item: nodes.Node, column: int) -> int:
    """The line of an item's dash: that of the item, or above it where the dash stands alone."""
    row = item.place.line - 1
    while page.lines[row][column : column + 1] != "-" or page.lines[row][:column].strip(" -"):
        row -= 1
    return row


def _joined(page: Page, rows: Rows) -> str:
    """The lines as text: never two blank lines in a row, none at the start or the end, and no spaces in one.

    Below a block of text, spaces could be read as text.
    """
    kept: Rows = []
    for row in rows:
        if page.blank(row) and (not kept or page.blank(kept[-1]) or kept[-1] in page.kept):
            continue
        kept.append(row)
    if page.blank(kept[-1]):
        kept.pop()
    line_break = page.lines[0][len(page.lines[0].rstrip("\r\n")) :]
    return "".join(line_break if page.blank(row) else page.lines[row] for row in kept)


def _compare(before: str, after: str, file: str) -> None:
    """The safety net: the same values in the same spelling, and the same lines. Raises InternalError."""
    try:
        same = _bare(load(before, file)) == _bare(load(after, file))
    except InputError as error:
        raise InternalError(f"{file} could not be read any more once it was put in order: {error}") from None
    if not same or _lines(before) != _lines(after):
        raise InternalError(f"{file} would not say the same once it was put in order")


def _lines(text: str) -> Counter[str]:
    """How often each line stands in a text, however it is indented."""
    return Counter(line.lstrip(" \t-") for line in text.splitlines(keepends=True) if line.strip())


def _bare(node: nodes.Node) -> object:
    """A document without its places: every text as written, whether it stood in quotes, every key."""
    if isinstance(node, nodes.Scalar):
        return (node.text, node.plain)
    if isinstance(node, nodes.Mapping):
        return {key: _bare(entry.value) for key, entry in node.entries.items()}
    return [_bare(item) for item in node.items]
