"""The kind checker: a syntax tree and the known names in, a typed node out, or a located error.

Compiled nodes are lists that JSON can hold: `[operation, argument, …]`; evaluate.py says what each means.
"""

import datetime
import re
from math import isinf
from typing import Any

from compliance.errors import near
from compliance.rules.calculations import CALCULATIONS
from compliance.rules.names import resolve, spec_of
from compliance.rules.numbers import (
    FUNCTIONS,
    apply_calculation,
    apply_function,
    argument,
    arithmetic,
    comparison,
    literal,
    product,
    sum_of,
)
from compliance.rules.parse import parse
from compliance.rules.syntax import RuleError, Syntax, fault
from compliance.rules.types import (
    Bare,
    Day,
    Entries,
    Literals,
    Names,
    Number,
    Span,
    Truthful,
    Typed,
    Word,
    Words,
    describe,
)

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_NUMERIC = {"count", "sum", "min", "max"}
_IN = 'Write WORD in ["a", "b"], or "a" in SET.'


def compile_condition(text: str, names: Names, item: dict[str, Any] | None = None, *, limits: bool = True) -> list[Any]:
    """Compile a rule that is true, false or unknown. Raises RuleError with the place inside the text.

    `limits` says whether table cells that nothing meets may be compared: not in a condition of applying.
    """
    checker = Checker(names, [item] if item is not None else [], limits)
    return checker.condition(parse(text))


def compile_for_each(text: str, names: Names) -> tuple[list[Any], list[Any] | None, dict[str, Any]]:
    """Compile `LIST` or `LIST where CONDITION`: the list, the condition, the fields of an entry."""
    head, _, where = text.partition(" where ")
    checker = Checker(names, [])
    listed = checker.entries(parse(head))
    assert isinstance(listed.type, Entries)  # noqa: S101 - entries() returns nothing else
    fields = listed.type.fields
    if not where:
        return listed.node, None, fields
    try:
        return listed.node, compile_condition(where, names, fields, limits=False), fields
    except RuleError as error:
        error.column += len(head) + len(" where ") if error.line == 1 else 0
        raise


class Checker:
    """Checks one rule. `items` are the fields of the list entries in scope, outermost first."""

    def __init__(self, names: Names, items: list[dict[str, Any]], limits: bool = True) -> None:
        self.names = names
        self.items = items
        self.limits = limits  # whether cells that nothing meets may stand here: never where false lets through

    def condition(self, syntax: Syntax) -> list[Any]:
        """Check a part that has to be a truth."""
        typed = self.check(syntax)
        if isinstance(typed.type, Truthful):
            return typed.node
        what = f"{describe(typed.type)} stands where a condition is wanted"
        raise fault("rule.kind", syntax, what, "Compare it with something.")

    def check(self, syntax: Syntax) -> Typed:
        """Check any part."""
        method = getattr(self, f"_{syntax.op}")
        typed: Typed = method(syntax)
        return typed._replace(place=syntax)

    def _and(self, syntax: Syntax) -> Typed:
        return Typed([syntax.op, [self.condition(part) for part in syntax.args]], Truthful())

    _or = _and

    def _not(self, syntax: Syntax) -> Typed:
        inner = Checker(self.names, self.items, limits=False)
        return Typed(["not", inner.condition(syntax.args[0])], Truthful())

    def _truth(self, syntax: Syntax) -> Typed:
        return Typed(["lit", str(syntax.args[0]) == "true"], Truthful())

    def _string(self, syntax: Syntax) -> Typed:
        text = str(syntax.args[0])[1:-1]
        return Typed(["lit", [text]], Literals((text,)))

    def _list(self, syntax: Syntax) -> Typed:
        parts = [part for part in syntax.args if part is not None]
        if not parts or any(part.op != "string" for part in parts):
            raise fault("rule.kind", syntax, "a bracketed list holds texts", 'Write ["a", "b"].')
        texts = tuple(str(part.args[0])[1:-1] for part in parts)
        return Typed(["lit", list(texts)], Literals(texts))

    def _quantity(self, syntax: Syntax) -> Typed:
        typed = literal(str(syntax.args[0]))
        if isinstance(typed.type, Bare) and isinf(typed.type.number):
            raise fault("rule.kind", syntax, f"`{typed.type.text}` is larger than any number", "Write a finite number.")
        return typed

    def _minus(self, syntax: Syntax) -> Typed:
        typed = self.check(syntax.args[0])
        if isinstance(typed.type, Bare):
            bare = typed.type
            return Typed(typed.node, Bare(-bare.number, bare.spelling, f"-{bare.text}"))
        return arithmetic(["neg", typed.node], typed.type, syntax)

    def _sum(self, syntax: Syntax) -> Typed:
        return sum_of(syntax, [self.check(part) for part in syntax.args[::2]], self.names)

    def _product(self, syntax: Syntax) -> Typed:
        return product(syntax, [self.check(part) for part in syntax.args[::2]])

    def _compare(self, syntax: Syntax) -> Typed:
        left, operator, right = syntax.args
        a, b, sign = self.check(left), self.check(right), str(operator)
        if isinstance(a.type, Literals) and not isinstance(b.type, Literals):
            a, b, sign = b, a, sign.translate(str.maketrans("<>", "><"))
        if isinstance(a.type, Truthful) and isinstance(b.type, Truthful):
            raise fault(
                "rule.kind", syntax, "truths are not compared", "Write the condition itself, or `not` before it."
            )
        for kinds, check in ((Word, self._same_word), (Day, self._days)):
            if isinstance(a.type, kinds):
                return Typed(check(syntax, a, b, sign), Truthful())
        return Typed(comparison(syntax, a, b, sign, self.names), Truthful())

    def _same_word(self, syntax: Syntax, a: Typed, b: Typed, sign: str) -> list[Any]:
        if sign not in ("==", "!="):
            raise fault("rule.kind", syntax, f"words have no order: `{sign}`", "Use == or !=, or `in [...]`.")
        if isinstance(a.type, Word) and isinstance(b.type, Literals) and len(b.type.words) == 1:
            self._known_words(syntax, a.type, b.type.words)
            node: list[Any] = ["in", a.node, list(b.type.words)]
        elif isinstance(b.type, Word):
            node = ["same", a.node, b.node]
        else:
            raise fault(
                "rule.kind", syntax, f"a word is compared with {describe(b.type)}", 'Write == "word", or in ["a", "b"].'
            )
        return node if sign == "==" else ["not", node]

    def _days(self, syntax: Syntax, a: Typed, b: Typed, sign: str) -> list[Any]:
        if sign in ("==", "!="):
            raise fault("rule.kind", syntax, "dates are compared by order", "Use <= or >=.")
        if isinstance(b.type, Day):
            return ["cmp", sign, a.node, b.node]
        text = b.type.words[0] if isinstance(b.type, Literals) and len(b.type.words) == 1 else ""
        if not _DAY.match(text):
            raise fault(
                "rule.kind", syntax, f"a date is compared with {describe(b.type)}", 'Write a date: "2026-05-31".'
            )
        day = float(datetime.date.fromisoformat(text).toordinal())
        return ["cmp", sign, a.node, ["lit", [day, day], text, None]]

    def _in(self, syntax: Syntax) -> Typed:
        a, b = self.check(syntax.args[0]), self.check(syntax.args[-1])
        if isinstance(a.type, Word) and isinstance(b.type, Literals):
            self._known_words(syntax, a.type, b.type.words)
            return Typed(["in", a.node, list(b.type.words)], Truthful())
        if isinstance(a.type, Literals) and isinstance(b.type, Words):
            self._known_words(syntax, b.type, a.type.words)
            has = [["has", b.node, word] for word in a.type.words]
            return Typed(has[0] if len(has) == 1 else ["and", has], Truthful())
        if isinstance(a.type, Words) and isinstance(b.type, Words):
            return Typed(["subset", a.node, b.node], Truthful())
        raise fault("rule.kind", syntax, f"{describe(a.type)} cannot be in {describe(b.type)}", _IN)

    def _not_in(self, syntax: Syntax) -> Typed:
        return Typed(["not", self._in(syntax).node], Truthful())

    def _known_words(self, syntax: Syntax, type_: Word | Words, words: tuple[str, ...]) -> None:
        for word in words:
            if type_.choices is not None and word not in type_.choices:
                raise fault("rule.word", syntax, f'"{word}" is not one of the words here', near(word, type_.choices))

    def _path(self, syntax: Syntax) -> Typed:
        return resolve(syntax, self.names, self.items)

    def _at(self, syntax: Syntax) -> Typed:
        """A value under conditions: only statements that surely hold under them count."""
        path, condition = syntax.args
        typed = self.check(path)
        spec = spec_of(typed.node, self.names, self.items)
        if not spec or not spec.get("at"):
            what = f"`{'.'.join(path.args)}` is never stated under conditions"
            raise fault("rule.kind", syntax, what, "Take `at (…)` off.")
        inner = Checker(self.names, [*self.items, spec["at"]], limits=False)
        return Typed(["at", typed.node, inner.condition(condition)], typed.type)

    def entries(self, syntax: Syntax) -> Typed:
        """Check a part that has to be a list of entries."""
        typed = self.check(syntax)
        if not isinstance(typed.type, Entries):
            what = f"{describe(typed.type)} stands where a list is wanted"
            raise fault("rule.kind", syntax, what, "Name a list, such as `joints`.")
        return typed

    def _quantifier(self, syntax: Syntax) -> Typed:
        word, path, where, body = syntax.args
        listed = self.entries(path)
        assert isinstance(listed.type, Entries)  # noqa: S101 - entries() returns nothing else
        inner = Checker(self.names, [*self.items, listed.type.fields], self.limits)
        chosen = Checker(self.names, inner.items, limits=False).condition(where) if where else None
        if word == "count":
            if body:
                raise fault("rule.call", syntax, "`count` takes no `:` part", "Write count(LIST where CONDITION).")
            return Typed(["count", listed.node, chosen], Number("count", ()))
        if body is None:
            raise fault("rule.call", syntax, f"`{word}` needs a `:` part", f"Write {word}(LIST where CONDITION: …).")
        if word in _NUMERIC:
            counted = inner.check(body)
            return arithmetic([str(word), listed.node, chosen, counted.node], counted.type, syntax)
        return Typed([str(word), listed.node, chosen, inner.condition(body)], Truthful())

    def _call(self, syntax: Syntax) -> Typed:
        name, *arguments, column = syntax.args
        arguments = [argument for argument in arguments if argument is not None]
        method = getattr(self, f"_call_{name}", None)
        if method is not None:
            typed: Typed = method(syntax, arguments, column)
            return typed
        if str(name) in CALCULATIONS and column is None:
            checked = [self.check(argument) for argument in arguments]
            return apply_calculation(syntax, str(name), checked, self.names)
        if str(name) not in FUNCTIONS:
            built_in = ("applies", "covers", "declared", "matches", "success_rate", "table")
            known = [*sorted([*FUNCTIONS, *built_in]), *CALCULATIONS]
            raise fault("rule.name", syntax, f"there is no function `{name}`", near(str(name), known))
        if column is not None:
            raise fault("rule.call", syntax, f"`{name}` gives one number", f"Take `.{column}` off.")
        return apply_function(syntax, str(name), [self.check(argument) for argument in arguments], self.names)

    def _call_covers(self, syntax: Syntax, arguments: list[Syntax], column: object) -> Typed:
        spans = [self.check(argument) for argument in arguments]
        kinds = [typed.type.kind for typed in spans if isinstance(typed.type, Span)]
        if len(spans) != 2 or len(kinds) != 2 or kinds[0] != kinds[1]:
            said = " and ".join(describe(typed.type) for typed in spans)
            what = f"`covers` takes two spans of one kind, not {said or 'nothing'}"
            raise fault("rule.call", syntax, what, "Write covers(outer, inner).")
        return Typed(["covers", spans[0].node, spans[1].node], Truthful())

    def _call_declared(self, syntax: Syntax, arguments: list[Syntax], column: object) -> Typed:
        if len(arguments) != 1 or arguments[0].op != "path" or column is not None:
            raise fault("rule.call", syntax, "`declared` takes one name", "Write declared(NAME).")
        node = self.check(arguments[0]).node
        return Typed(["declared", node], Truthful())

    def _call_matches(self, syntax: Syntax, arguments: list[Syntax], column: object) -> Typed:
        """A text held against a pattern that it has to fit whole."""
        if len(arguments) != 2 or arguments[1].op != "string" or column is not None:
            raise fault("rule.call", syntax, "`matches` takes a text and a pattern", 'Write matches(TEXT, "[A-Z]{2}").')
        text, pattern = self.check(arguments[0]), str(arguments[1].args[0])[1:-1]
        if text.type != Word(None):
            what = f"{describe(text.type)} stands where a text is wanted"
            raise fault("rule.kind", arguments[0], what, "Name a field of free text.")
        try:
            re.compile(pattern)
        except re.error as error:
            what = f"`{pattern}` is no pattern: {error.msg}"
            raise fault("rule.call", arguments[1], what, "Write a regular expression.") from None
        return Typed(["matches", text.node, pattern], Truthful())

    def _call_success_rate(self, syntax: Syntax, arguments: list[Syntax], column: object) -> Typed:
        """Successes of trials, as the interval of their bounds."""
        if len(arguments) != 2 or column is not None:
            raise fault(
                "rule.call", syntax, "`success_rate` takes two counts", "Write success_rate(successes, trials)."
            )
        nodes = [argument(syntax, self.check(part), "count", self.names) for part in arguments]
        return Typed(["rate", *nodes], Number("success_rate", ()))

    def _call_applies(self, syntax: Syntax, arguments: list[Syntax], column: object) -> Typed:
        if len(arguments) != 1 or arguments[0].op != "string":
            what = "`applies` takes the id of a scope or trigger in quotes"
            raise fault("rule.call", syntax, what, 'Write applies("ID").')
        wanted = str(arguments[0].args[0])[1:-1]
        if wanted not in self.names.conditions:
            what = f"`{wanted}` is not a scope or trigger"
            raise fault("rule.name", syntax, what, near(wanted, self.names.conditions))
        return Typed(self.names.conditions[wanted], Truthful())

    def _call_table(self, syntax: Syntax, arguments: list[Syntax], column: object) -> Typed:
        if len(arguments) != 2 or arguments[0].op != "path" or column is None:
            what = "a table is read with a key and a column"
            raise fault("rule.call", syntax, what, "Write table(NAME, KEY).COLUMN.")
        name = ".".join(str(step) for step in arguments[0].args)
        table = self.names.tables.get(name)
        if table is None:
            raise fault("rule.name", arguments[0], f"there is no table `{name}`", near(name, self.names.tables))
        if str(column) not in table["columns"]:
            what = f"table `{name}` has no column `{column}`"
            raise fault("rule.name", syntax, what, near(str(column), table["columns"]))
        key = self.check(arguments[1])
        if not isinstance(key.type, Word) or key.type.choices is None:
            what = "the key of a table is a word of a vocabulary"
            raise fault("rule.kind", arguments[1], what, "Name a field of words.")
        missing = sorted(set(key.type.choices) - set(table["rows"]))
        if missing:
            what = f"table `{name}` has no row for {', '.join(missing)}"
            raise fault("rule.kind", syntax, what, "Add `not_given` cells.")
        kind = table["columns"][str(column)]["kind"]
        limit = any(row[str(column)] == "not_permitted" for row in table["rows"].values())
        if limit and not self.limits:
            what = f"column `{column}` holds `not_permitted`, which no negation and no `where` can take"
            raise fault("rule.not_permitted", syntax, what, "Compare it directly, in `require`.")
        return Typed(["table", name, key.node, str(column)], Number(kind, self.names.dims[kind], limit))
