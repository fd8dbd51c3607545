"""Putting a document's keys in order by moving whole lines: values, quotes and comments stay as they are written."""

from collections import Counter
from collections.abc import Iterable
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


def arrange(text: str, file: str, order: Order) -> str:
    """Put the keys of a document in order; keys that the order does not name follow, as they stood.

    Raises InputError when the text cannot be read, and InternalError rather than change what it says.
    """
    node, whole = load(text, file), _whole(text, file)
    page = read_page(whole)
    first, last = _document(page, node)
    rows = [*range(first), *_root(page, node, first, last, order), *range(last, len(page.lines))]
    arranged = _joined(page, rows)
    _compare(whole, arranged, file)
    return arranged.replace("\n", "\r\n") if "\r\n" in text else arranged


def _whole(text: str, file: str) -> str:
    """The text with plain line breaks, the last line too. Raises InputError where that changes a value."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    if plain.endswith("\n"):
        return plain
    if _bare(load(plain, file)) != _bare(load(plain + "\n", file)):
        what = "the last line belongs to a block of text and has no line break"
        place = Place(file, plain.count("\n") + 1, len(plain) - plain.rfind("\n"))
        raise InputError.at("yaml.last_line", place, what, "End it with one.")
    return plain + "\n"


def _document(page: Page, node: nodes.Node) -> tuple[int, int]:
    """The lines of the document itself, between the marks `---` and `...`, where there are any."""
    top = node.place.line - 1
    starts = [row for row in range(min(top + 1, len(page.lines))) if page.lines[row][:4] in ("---", "--- ")]
    ends = [row for row in range(top, len(page.lines)) if page.lines[row][:4] in ("...", "... ")]
    return (starts[-1] + 1 if starts else 0), (ends[0] if ends else len(page.lines))


def _root(page: Page, node: nodes.Node, first: int, last: int, order: Order) -> Rows:
    """The whole document: a blank line stands on both sides of every section."""
    if not _sortable(page, node) or first > node.place.line - 1:
        return list(range(first, last))
    assert isinstance(node, nodes.Mapping)  # noqa: S101 - nothing else is sortable
    head, blocks, foot = _blocks(page, node, first, last, order)
    rows = list(head)
    for before, block in zip([None, *blocks], blocks, strict=False):
        apart = before is not None and any(order.get(name, True) for name in (before.name, block.name))
        rows += [*([BLANK] if apart else []), *block.lead, *block.body]
    return [*rows, *foot]


def _arranged(page: Page, node: nodes.Node, first: int, last: int, order: Order) -> Rows:
    """The lines of a value in block style, in order; of any other, as they stand."""
    if isinstance(node, nodes.Mapping) and _sortable(page, node):
        head, blocks, foot = _blocks(page, node, first, last, order)
        rows = [*head, *(row for block in blocks for row in (*block.lead, *block.body)), *foot]
        start = next((index for index, row in enumerate(rows) if not page.blank(row)), 0)
        return rows[start:]
    if isinstance(node, nodes.Sequence) and _char(page, node) == "-":
        return _items(page, node, first, last, order)
    return list(range(first, last))


def _char(page: Page, node: nodes.Node) -> str:
    return page.lines[node.place.line - 1][node.place.column - 1 : node.place.column]


def _sortable(page: Page, node: nodes.Node) -> bool:
    """Whether a node is a mapping of `key: value` lines, each key at the start of a line of its own."""
    if not isinstance(node, nodes.Mapping) or not node.entries or _char(page, node) == "{":
        return False
    column = node.place.column
    keys = [entry.key.place for entry in node.entries.values()]
    before = [page.lines[place.line - 1][: column - 1] for place in keys]
    return all(place.column == column for place in keys) and not before[0].strip(" -") and not any(
        text.strip(" ") for text in before[1:]
    )  # fmt: skip


def _blocks(
    page: Page, node: nodes.Mapping, first: int, last: int, order: Order
) -> tuple[Rows, list[_Block], Rows]:  # fmt: skip
    """The entries of a mapping in order, with what stands above and below all of them."""
    entries = list(node.entries.items())
    heads = [entry.key.place.line - 1 for _, entry in entries]
    column = node.place.column - 1
    cuts = _cuts(page, heads, first, last, column)
    cuts[0] = _below_header(page, first, heads[0])
    blocks = []
    for (name, entry), head, start, end in zip(entries, heads, cuts, cuts[1:], strict=False):
        lead = list(range(start, head))
        _move(page, lead, column, only_deeper=True)
        blocks.append(_Block(name, lead, [head, *_arranged(page, entry.value, head + 1, end, order.get(name, {}))]))
    places = {name: index for index, name in enumerate(order)}
    ordered = sorted(blocks, key=lambda block: places.get(block.name, len(places)))
    _move_dash(page, blocks[0], ordered[0], column)
    return list(range(first, cuts[0])), ordered, list(range(cuts[-1], last))


def _cuts(page: Page, heads: Rows, first: int, last: int, column: int) -> Rows:
    """Where each entry begins, its leading comments included, and where the last one ends.

    A comment that is indented deeper than the next key belongs to what stands above it.
    """
    cuts = []
    for floor, head in zip([first, *(head + 1 for head in heads)], [*heads, last], strict=True):
        start = head
        while start > floor and (page.comment(start - 1) or page.blank(start - 1)):
            start -= 1
        deeper = [row for row in range(start, head) if page.comment(row) and page.indent(row) > column]
        cuts.append(deeper[-1] + 1 if deeper else start)
    return cuts


def _below_header(page: Page, first: int, head: int) -> int:
    """Where the first entry begins: comments above it that end with a blank line are not its own."""
    blanks = [row for row in range(first, head) if page.blank(row)]
    return blanks[-1] + 1 if blanks else first


def _move(page: Page, rows: Iterable[int], column: int, *, only_deeper: bool = False) -> None:
    """Indent comments to a column."""
    for row in rows:
        if page.comment(row) and (page.indent(row) > column or not only_deeper):
            page.lines[row] = " " * column + page.lines[row].lstrip(" \t")


def _move_dash(page: Page, old: _Block, new: _Block, column: int) -> None:
    """Where a list entry has another first key now, the dash goes there, below the comments of that key."""
    row, first = old.body[0], new.body[0]
    dash = page.lines[row][:column]
    if new is old or not dash.strip(" "):
        return
    page.lines[row] = " " * column + page.lines[row][column:]
    page.lines[first] = dash + page.lines[first][column:]
    _move(page, new.lead, len(dash) - len(dash.lstrip(" ")))


def _items(page: Page, node: nodes.Sequence, first: int, last: int, order: Order) -> Rows:
    """The items of a list stay where they are; the keys of each are put in order."""
    column = node.place.column - 1
    heads = [_dash_row(page, item, column) for item in node.items]
    cuts = [first, *_cuts(page, heads, first, last, column)[1:]]
    rows: Rows = []
    for item, head, start, end in zip(node.items, heads, cuts, cuts[1:], strict=False):
        below = item.place.line - 1 > head
        rows += [*range(start, head + below), *_arranged(page, item, head + below, end, order)]
    return [*rows, *range(cuts[-1], last)]


def _dash_row(page: Page, item: nodes.Node, column: int) -> int:
    """The line of an item's dash: that of the item, or above it where the dash stands alone."""
    row = item.place.line - 1
    while page.lines[row][column : column + 1] != "-" or page.lines[row][:column].strip(" -"):
        row -= 1
    return row


def _joined(page: Page, rows: Rows) -> str:
    """The lines as text: never two blank lines in a row, none at the start or the end."""
    kept: Rows = []
    for row in rows:
        if page.blank(row) and (not kept or page.blank(kept[-1]) or kept[-1] in page.kept):
            continue
        kept.append(row)
    if page.blank(kept[-1]):
        kept.pop()
    return "".join(f"{'' if row == BLANK else page.lines[row]}\n" for row in kept)


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
    return Counter(line.rstrip(" \t").lstrip(" \t-") for line in text.split("\n") if line.strip(" \t"))


def _bare(node: nodes.Node) -> object:
    """A document without its places: every text as written, whether it stood in quotes, every key."""
    if isinstance(node, nodes.Scalar):
        return (node.text, node.plain)
    if isinstance(node, nodes.Mapping):
        return {key: _bare(entry.value) for key, entry in node.entries.items()}
    return [_bare(item) for item in node.items]
