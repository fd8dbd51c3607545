"""The standard as pydantic models: what the YAML files under `standards/` may say."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

SPELLING = {  # the patterns of ids, each with how to write one
    "id": (r"^[a-z0-9][a-z0-9._-]*$", "Use small letters, digits, `.`, `_` and `-`."),
    "requirement": (r"^P[1-6]-[A-Z0-9]+(-[A-Z0-9]+)*-\d{3}$", "Write it as in `P5-RUNTIME-001`."),
    "table": (r"^[a-z][a-z0-9_]*$", "Use small letters, digits and `_`."),
}
Id = Annotated[str, StringConstraints(pattern=SPELLING["id"][0])]
RequirementId = Annotated[str, StringConstraints(pattern=SPELLING["requirement"][0])]
TableId = Annotated[str, StringConstraints(pattern=SPELLING["table"][0])]
Why = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
Rule = Annotated[str, StringConstraints(min_length=1, max_length=4000)]
Basis = Literal["law", "standard", "scheme", "policy", "guidance", "draft", "engineering"]
Confidence = Literal["primary", "secondary", "press", "uncertain", "recalled"]
Shape = Literal["threshold", "declare", "method", "document", "route", "test_condition", "scope", "trigger", "constant"]
Market = Literal["cn", "eu", "us", "jp", "kr"]
Aspect = Literal["interoperability", "safety", "component", "testing"]
Holder = Literal["manufacturer", "integrator", "operator", "importer", "authority"]
Method = Literal["declared", "inspected", "calculated", "simulated", "measured", "field"]
Clock = Literal["placed", "in_service", "continuous", "test_date"]


class Entry(BaseModel):
    """Any mapping of the standard. Unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Text(Entry):
    """A text in English and, where a source or our own translation gives it, in Chinese."""

    en: str
    zh: str | None = None


class Title(Text):
    """A text that somebody published. `own_translation` marks Chinese words that are ours and not theirs."""

    own_translation: bool = False


class Source(Entry):
    """Where a requirement comes from. A clause is given only if a source we read states it."""

    instrument: Id
    clause: str | None = None
    basis: Basis
    confidence: Confidence
    url: str | None = None
    note: str | None = None


class Proof(Entry):
    """The evidence a requirement accepts: set of methods, least independent party, protocols, attestation.

    Where `protocols` names any, evidence has to follow one of them.
    """

    methods: list[Method] = Field(default=["declared"], min_length=1)
    party: Literal["first", "second", "third"] = "first"
    competence: list[Literal["iso_iec_17025", "iso_iec_17020", "iso_iec_17065", "notified_body"]] = []
    protocols: list[Id] = []
    attestation: Literal["test_report", "declaration", "certificate"] | None = None
    scheme: str | None = None


class Advice(Entry):
    """What to do when a value fails, and what to supply when it is missing."""

    fail: Text | None = None
    missing: Text | None = None


class Example(Entry):
    """A profile fragment and the verdict it must get; its values count as proven unless said."""

    expect: Literal["pass", "fail", "not_applicable", "needs_evidence"]
    facts: dict[str, object] = {}
    target: dict[str, object] = {}
    reason: str | None = None
    as_of: date = date(2026, 11, 21)
    proven: bool = True
    note: str | None = None


class Requirement(Entry):
    """One requirement: one small entry, everything about it together."""

    id: RequirementId
    title: Text
    pillar: Literal["P1", "P2", "P3", "P4", "P5", "P6"]
    category: str
    aspect: Aspect
    shape: Shape
    keyword: Literal["must", "should"] = "must"
    protects: Literal["persons", "property", "privacy"] | None = None
    duty_holder: Holder = "manufacturer"
    clock: Clock = "placed"
    source: Source
    applies: Rule = "true"
    for_each: Rule | None = None
    if_none: Literal["fail", "not_applicable"] | None = None
    require: Rule | None = None
    proof: Proof = Proof()
    waivable: bool = False
    statement: Text
    rationale: Text | None = None
    advice: Advice = Advice()
    examples: list[Example] = []


Columns = dict[TableId, Literal["text", "quantity", "field"]]


class Pattern(Entry):
    """What many families share: columns, and part of a requirement; see patterns.py."""

    pattern: Id
    about: str
    columns: Columns = {}
    common: dict[str, object]


class Family(Entry):
    """Alike requirements written once: what is common, and a row for each with what differs.

    A column holds a text, a quantity or number as rules write it, or the name of a field; see families.py. `values`
    fill columns for all items. `given` and `without` are facts for the examples of the pattern it is `like`.
    """

    family: Id
    about: str
    like: Id | None = None
    given: dict[str, object] = {}
    without: list[dict[str, object]] = []
    columns: Columns = {}
    values: dict[TableId, object] = {}
    common: dict[str, object]
    items: list[dict[str, object]] = Field(min_length=1)


class Encoded(Entry):
    """How many clauses of an instrument exist, where known; how many are encoded is counted.

    With `counts`, only clauses that start with it count, each point once: `Annex III Part B 1.2.1(f)` is point 1.2.1.
    Of the points in `lettered` each letter is a clause of its own.
    """

    of: int | None = None
    counts: str | None = None
    lettered: list[str] = []
    note: str | None = None


class Presumption(Entry):
    """Where following a document is presumed to meet an act: cited by `reference`, from a day, with restrictions."""

    act: Id
    reference: Id
    from_: date | None = Field(default=None, alias="from")
    restrictions: list[Text] = []
    confidence: Confidence


class Identical(Entry):
    """A document whose text another one takes over, and how sure that is."""

    id: Id
    confidence: Confidence


class Instrument(Entry):
    """One cited document.

    `supersedes` names editions that this one replaces; `rival_of` documents on the same matter that are met beside it,
    so that whoever cites one has to say which.
    """

    id: Id
    number: str
    title: Title
    edition: str | None = None
    status: str
    body: str
    market: Literal["intl", Market]
    force: Literal["binding", "voluntary", "watch"]
    from_: date | None = Field(default=None, alias="from")
    until: date | None = None
    cites: list[Id] = []
    supersedes: list[Id] = []
    identical_to: list[Identical] = []
    rival_of: list[Id] = []
    presumption: list[Presumption] = []
    url: str | None = None
    confidence: Confidence
    encoded: Encoded = Encoded()
    note: str | None = None


class Column(Entry):
    """One column of a table: the kind of its cells."""

    kind: str
    about: str


class Population(Entry):
    """The people a table holds for."""

    covers: list[str]
    note: str


class Table(Entry):
    """A table of limits. A cell is a quantity, `not_permitted` or `not_given`."""

    id: TableId
    title: Text
    instrument: Id
    clause: str | None = None
    confidence: Confidence
    url: str
    note: str | None = None
    population: Population | None = None
    key: str
    columns: dict[str, Column]
    rows: dict[str, dict[str, str]]


class Indicator(Entry):
    """A further result of a protocol."""

    name: str
    metric: str
    kind: str | None = None
    unit: str | None = None


class Protocol(Entry):
    """A public test protocol that evidence can cite. `min_runs` only where the source gives a number."""

    id: Id
    title: Title
    pillar: Literal["P2", "P3", "P4", "P5", "P6"]
    instrument: Id | None = None
    source: str
    clause: str | None = None
    url: str
    confidence: Confidence
    status: Literal["published", "draft", "not_implemented"]
    environment: Literal["physical", "simulation"]
    measured: str
    metric: str
    kind: str | None = None
    unit: str | None = None
    min_runs: int | None = Field(default=None, ge=1)
    repetitions: str
    setup: str
    record: str
    applies_to: list[str]
    also: list[Indicator] = []
    note: str | None = None


class DecisionRule(Entry):
    """How uncertainty enters a verdict: guard band factor r (ILAC-G8; 0 is simple acceptance), confidence of rates.

    Success rates are held to their one-sided bounds at this confidence.
    """

    default: float = Field(default=0.0, ge=0)
    persons: float = Field(default=1.0, ge=0)
    confidence: float = Field(default=0.95, ge=0.5, lt=1)


class Acceptance(Entry):
    """Other methods that a buyer accepts as proof of one requirement."""

    requirement: RequirementId
    methods: list[Method] = Field(min_length=1)
    reason: Why


class Exclusion(Entry):
    """A requirement that a buyer does not ask for, and why. Its verdict stays visible."""

    requirement: RequirementId
    reason: Why


class Target(Entry):
    """A deployment target: scenario, what the buyer adopts and asks, and the buyer's own numbers."""

    id: Id
    title: Text
    scenario: Text
    markets: list[Market] = []
    adopts: list[Id] = []
    asks: list[Id] = []
    criteria: list[RequirementId] = []
    addressee: Holder = "manufacturer"
    placed_on_market: date | None = None
    in_service_from: date | None = None
    decision_rule: DecisionRule = DecisionRule()
    facts: dict[str, object] = {}
    accepts: list[Acceptance] = []
    excludes: list[Exclusion] = []


class Extension(Entry):
    """A target that starts from one of the standard's: it adds, sets facts anew, accepts and excludes with reasons."""

    extends: Id
    id: Id
    title: Text
    scenario: Text | None = None
    markets: list[Market] | None = Field(default=None, min_length=1)
    adopts: list[Id] = []
    asks: list[Id] = []
    criteria: list[RequirementId] = []
    placed_on_market: date | None = None
    facts: dict[str, object] = {}
    accepts: list[Acceptance] = []
    excludes: list[Exclusion] = []


class TargetField(Entry):
    """One name a target may set, readable in rules as `target.name`."""

    type: Literal["quantity", "span", "truth", "choice", "set", "text", "date"]
    kind: str | None = None
    choices: list[str] | None = None
    required: bool = False
    about: str


class Category(Entry):
    """A topic named in the published scope of a pillar. `open` says what is missing in it, and what will fill it."""

    id: str
    name: Title
    confidence: Confidence
    open: Text | None = None


class Pillar(Entry):
    """One of the six parts of the standard system."""

    id: Literal["P1", "P2", "P3", "P4", "P5", "P6"]
    name: Title
    scope: Title
    url: str
    confidence: Confidence
    categories: list[Category]


class Parameter(Entry):
    """A number of the encoding itself, with its basis."""

    value: float
    basis: Basis
    about: str


class NoticeContent(Entry):
    """What the notice says of the content of evidence files: that none was read, or which (`{entries}`)."""

    unread: Text
    read: Text


class Standard(Entry):
    """The head of an encoding: edition, status, pillars, names a target may set."""

    id: Id
    title: Text
    edition: str
    version: str
    status: str
    released: date
    source: str
    confidence: Confidence
    pillars: list[Pillar]
    approximate: Parameter
    target_fields: dict[str, TargetField]
    whole_profile: bool = False  # every field of a profile is read by something here, or marked informational
    notice: Text
    notice_content: NoticeContent | None = None  # fills `{content}`
    open_points: list[Text] = []
