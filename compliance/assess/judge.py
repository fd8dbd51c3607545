"""The verdict on one requirement, in the order the semantics lay down (docs/verdicts.md)."""

from collections.abc import Mapping
from typing import Any

from compliance.assess.alternatives import alternatives
from compliance.assess.bars import View, bar_for
from compliance.assess.objections import Bar
from compliance.assess.reasons import applicability_reasons, open_reasons, proof_reasons, whole
from compliance.assess.refuted import refuted, text_of
from compliance.assess.results import UNVERIFIED, Reason, Result, Shown
from compliance.assess.show import Shower
from compliance.assess.verified import Verified
from compliance.catalogue import Catalogue, Requirement, Selected, Target
from compliance.gather import Gathered
from compliance.logic import Truth
from compliance.rules.evaluate import Listing, Node, Scope, evaluate
from compliance.rules.explain import causes

UNSUPPORTED = "the facts that switch this off have no evidence behind them"
NOT_BORNE_OUT = "State what the log gives, or cite the log that bears the value out; no waiver covers this."
Row = Mapping[str, Any]


class Judge:
    """Judges requirements for one robot, one target, one day. The view of each bar is shared."""

    def __init__(
        self,
        catalogue: Catalogue,
        gathered: Gathered,
        target: Target,
        as_of: float,
        assume_proven: bool = False,
        verified: Mapping[str, Verified] | None = None,
    ) -> None:
        self.catalogue = catalogue
        self.gathered = gathered
        self.target = target
        self.as_of = as_of
        self.assume_proven = assume_proven
        self.verified = verified or {}
        self.alternatives = alternatives(gathered.robot)
        self.shower = Shower(catalogue, target, gathered.robot)
        self.refuted = refuted(gathered)
        self._scopes: dict[object, Scope] = {}
        self._values: dict[tuple[int, int], tuple[Any, Node]] = {}
        self._conditions: dict[int, tuple[tuple[Reason, ...], tuple[Shown, ...], Node]] = {}
        self._unproven = not (gathered.evidence or assume_proven)
        self._has_cases = any(entry.cases is not None for entry in gathered.evidence.values())

    def judge(self, selected: Selected) -> Result:
        """Give the result for one requirement."""
        row = selected.requirement.row
        place = self.shower.place(row["reads"])
        bare = Result(
            selected.requirement, "error", None, (), (), (), (), place, "", selected.upcoming,
            verified=self.verified.get(row["id"]), alternatives=self.alternatives.get(row["id"], ()),
        )  # fmt: skip
        applies = self._value(row["applies"], self.scope(row, 1))
        if applies is None:
            return self._perhaps(bare, row)
        if applies is False:
            return self._excluded(bare, row, [row["applies"]], self._switched_off(row))
        if self._empty(row, 1) and row["if_none"] == "not_applicable":
            return self._excluded(bare, row, [row["applies"], *row["for_each"]], self._empty(row, self._safe_bar(row)))
        return self._required(bare, row)

    def scope(self, row: Row, height: int) -> Scope:
        """What names stand for at one bar of a requirement."""
        if self._unproven:
            height = min(height, 2)  # nothing has evidence: all bars above the first let the same through
        rule = self.target.row["decision_rule"]
        bar = Bar(height) if height < 3 else self._bar(row, height)
        if bar not in self._scopes:
            view: Any = View(self.gathered, bar, self.as_of, self.catalogue.protocols, self.assume_proven)
            users = self._users(min(height, 2))
            facts, tables = self.target.facts, self.catalogue.tables
            self._scopes[bar] = Scope(view, facts, tables, users, self.as_of, (), rule["confidence"], {})
        return self._scopes[bar]

    def _bar(self, row: Row, height: int) -> Bar:
        rule = self.target.row["decision_rule"]
        persons = row["protects"] == "persons"
        bar = bar_for(row, height, rule["persons"] if persons else rule["default"], needs_spread=persons)
        return bar._replace(requirement=row["id"]) if self._has_cases else bar

    def _users(self, height: int) -> tuple[frozenset[str], frozenset[str] | None] | None:
        """Everyone who may be there: whom the maker names and whom the target names.

        Nobody measures who is there: evidence that names them is enough at every bar above the second. But
        whoever is named without evidence may be there all the same.
        """
        protocols = self.catalogue.protocols
        views = [View(self.gathered, Bar(one), self.as_of, protocols, self.assume_proven) for one in {1, height}]
        named = [view.get("use.users") for view in views]
        there = self.target.users
        if there is None or None in named:
            return None
        surely = there.union(*(one[0] for one in named))
        if any(one[1] is None for one in named):
            return (surely, None)
        return (surely, surely.union(*(one[1] for one in named)))

    def _safe_bar(self, row: Row) -> int:
        """A safety must is switched off only by facts that have evidence."""
        safety = row["protects"] == "persons" or row["aspect"] == "safety"
        return 2 if safety and row["keyword"] == "must" else 1

    def _switched_off(self, row: Row) -> bool:
        return self._value(row["applies"], self.scope(row, self._safe_bar(row))) is False

    def _value(self, node: Node, scope: Scope) -> Truth:
        """The truth of a formula in a scope. Requirements share conditions: each is evaluated once."""
        key = (id(node), id(scope))
        if key not in self._values:
            self._values[key] = (evaluate(node, scope), node)  # with the node, so that its id stays its own
        truth: Truth = self._values[key][0]
        return truth

    def _perhaps(self, bare: Result, row: Row) -> Result:
        node = row["applies"]
        if id(node) not in self._conditions:
            reasons = applicability_reasons(self.shower, row, self.scope(row, 1))
            self._conditions[id(node)] = (reasons, self.shower.read_by(node), node)
        reasons, shown, _ = self._conditions[id(node)]
        return bare._replace(verdict="needs_evidence", reasons=reasons, shown=shown, settle=_state(reasons))

    def _excluded(self, bare: Result, row: Row, nodes: list[Node | None], supported: bool) -> Result:
        facts = self.shower.read_by(*nodes)
        if supported:
            return bare._replace(verdict="not_applicable", applies=False, shown=facts, excluded_by=facts)
        first = facts[0] if facts else None
        reason = Reason(
            "exclusion_unsupported", first.path if first else "", UNSUPPORTED, first.place if first else bare.place
        )
        settle = "Give the excluding fact an evidence entry with its file and sha256."
        return bare._replace(verdict="needs_evidence", applies=False, reasons=(reason,), shown=facts, settle=settle)

    def _required(self, bare: Result, row: Row) -> Result:
        own = bare.requirement.bar
        node = whole(row)
        answers = tuple((height, self._value(node, self.scope(row, height))) for height in range(1, max(own, 2) + 1))
        shown = self.shower.statements(row["decided_on"])
        lines = self.shower.lines(row, self.scope(row, 1))
        found = bare._replace(applies=True, answers=answers, shown=shown, lines=lines)
        false_claims = self._not_borne_out(row)
        if false_claims:
            none = tuple((height, False) for height, _ in answers)
            contradicted = found._replace(verdict="fail", answers=none, reasons=false_claims, settle=NOT_BORNE_OUT)
            return _verified(contradicted._replace(contradicted=True))
        within = [truth for height, truth in answers if height <= own]
        if False in within:
            return _verified(found._replace(verdict="fail", settle=advice(row, "fail")))
        if found.answer_at[own] is True:
            return _verified(found._replace(verdict="pass"))
        if True in within:
            reasons = proof_reasons(self.shower, row, self.scope(row, own))
            return found._replace(verdict="needs_evidence", reasons=reasons, settle=proof_asked(row))
        reasons = open_reasons(self.shower, row, self.scope(row, 1))
        return found._replace(verdict="needs_evidence", reasons=reasons, settle=advice(row, "missing", reasons))

    def _not_borne_out(self, row: Row) -> tuple[Reason, ...]:
        """The statements that a requirement rests on and that their logs do not bear out."""
        if self.refuted is None:
            return ()
        view: Any = View(self.refuted.without, Bar(1), self.as_of, self.catalogue.protocols)
        scope = self.scope(row, 1)._replace(facts=view)
        if evaluate(whole(row), scope) is not None:
            return ()  # it holds, or fails, whatever they say
        keys = dict.fromkeys((cause.entry, cause.path) for cause in causes(whole(row), scope) if not cause.in_target)
        found = [self.refuted.findings[key] for key in keys if key in self.refuted.findings]
        return tuple(Reason("conflict", one.path, text_of(one), one.place) for one in found)

    def _empty(self, row: Row, height: int) -> bool:
        """Whether the list of a requirement surely has no entry to check."""
        if not row["for_each"]:
            return False
        listed, where = row["for_each"]
        scope = self.scope(row, height)
        listing = evaluate(listed, scope)
        if not isinstance(listing, Listing) or not listing.complete:
            return False
        return all(where is not None and evaluate(where, scope.within(item)) is False for item in listing.items)


def _verified(found: Result) -> Result:
    """A verdict that rests on a source nobody could read is only provisional."""
    requirement: Requirement = found.requirement
    if requirement.confidence not in UNVERIFIED or found.verified:
        return found
    text = f"the source is known only as {requirement.confidence}; somebody has to read the document"
    reason = Reason("source_unverified", "", text, found.place)
    settle = "Look the content up in the document itself, and enter it in a file for `--verified`."
    return found._replace(verdict="needs_evidence", reasons=(reason,), provisional=found.verdict, settle=settle)


def advice(row: Row, key: str, reasons: tuple[Reason, ...] = ()) -> str:
    """The entry's own advice on a failing or a missing value, else the names of what is missing."""
    return row["settle"].get(key) or _state(reasons)


def _state(reasons: tuple[Reason, ...]) -> str:
    """Ask for the facts that reasons are about."""
    paths = dict.fromkeys(f"`{reason.path}`" for reason in reasons if reason.path)
    return f"State {' and '.join(paths)}." if paths else ""


def proof_asked(row: Row) -> str:
    """Say in one sentence which evidence a requirement accepts."""
    proof = row["proof"]
    methods = " or ".join(proof["methods"])
    party = "" if proof["party"] == "first" else f", by a {proof['party']} party or more independent"
    competence = f", with {' or '.join(proof['competence'])}" if proof["competence"] else ""
    protocol = f", by the protocol {' or '.join(proof['protocols'])}" if proof["protocols"] else ""
    attested = f", attested by a {proof['attestation'].replace('_', ' ')}" if proof["attestation"] else ""
    return f"Add an evidence entry: {methods}{protocol}{party}{competence}{attested}."
