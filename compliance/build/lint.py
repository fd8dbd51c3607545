"""The standard's own linter: examples, ledger, languages, words, what nothing uses, what excludes itself."""

import os
import re
from collections.abc import Iterator
from typing import NamedTuple

from compliance.build import standard_model as model
from compliance.build.compiler import compile_standard
from compliance.build.consistency import contradictions, never_applying
from compliance.build.crosswalk import crosswalk_problems, read_relations
from compliance.build.documents import Placed, read_many, read_one
from compliance.build.examples import example_problems
from compliance.build.families import read_requirements
from compliance.build.fields import described_table
from compliance.build.languages import untranslated
from compliance.build.mutation import mutate
from compliance.build.provenance import read_provenance
from compliance.build.readers import misread, readers
from compliance.build.reviews import read_reviews, review_problems, standing
from compliance.build.shelf import read_shelf
from compliance.build.unused import uncited, unused
from compliance.catalogue import Catalogue
from compliance.errors import InputError, Place, Problem

FORBIDDEN = re.compile(r"\b(safe|safely|compliant|certified|approved|deployable)\b|合规|已认证", re.IGNORECASE)
NEEDED = {
    "scope": {"pass", "not_applicable", "needs_evidence"},
    "trigger": {"pass", "not_applicable", "needs_evidence"},
}


class Linted(NamedTuple):
    """What was looked at. `uncited` are instruments that nothing cites yet, `suspect` reviews of older texts."""

    requirements: int
    examples: int
    mutants: int
    uncited: tuple[str, ...]
    suspect: tuple[str, ...]


def lint(folder: str) -> Linted:
    """Lint one edition. Raises InputError with every finding and its place."""
    catalogue = Catalogue(compile_standard(folder))
    read_provenance(folder, catalogue)
    head = read_one(os.path.join(folder, "standard.yaml"), model.Standard)
    requirements = read_requirements(folder)
    problems = [*_ledger(folder, requirements), *_whole(folder, head, requirements, catalogue)]
    ids = [one.model.id for one in requirements]
    problems += untranslated(folder, head, requirements)
    problems += crosswalk_problems(read_relations(folder), read_shelf(folder).instruments, ids)
    reviews = read_reviews(folder)
    problems += review_problems(reviews, ids)
    for placed in requirements:
        problems += [*_coverage(placed), *_words(placed), *example_problems(placed, catalogue)]
    scores = [] if problems else [mutate(placed, catalogue) for placed in requirements]
    problems += [survivor for score in scores for survivor in score.survivors]
    if problems:
        raise InputError(list(dict.fromkeys(problems)))  # members of a family share the lines of their examples
    examples = sum(len(placed.model.examples) for placed in requirements)
    mutants = sum(score.mutants for score in scores)
    suspect = standing((one.model for one in requirements), (one.model for one in reviews)).suspect
    return Linted(len(requirements), examples, mutants, uncited(catalogue), suspect)


def _whole(folder: str, head: Placed, requirements: list[Placed], catalogue: Catalogue) -> Iterator[Problem]:
    """What shows only when the whole edition is looked at."""
    yield from unused(head, read_many(os.path.join(folder, "tables"), model.Table), catalogue)
    yield from never_applying(requirements, catalogue)
    yield from contradictions(requirements, catalogue)
    yield from _empty(head, catalogue)
    if head.model.whole_profile:
        table = described_table()
        yield from misread(head, requirements, readers(catalogue.requirements, table), table)


def _empty(head: Placed, catalogue: Catalogue) -> Iterator[Problem]:
    """Find the categories that have no requirement and no sentence that says what is missing."""
    used = {one.row["category"] for one in catalogue.requirements}
    for number, pillar in enumerate(head.model.pillars):
        for index, category in enumerate(pillar.categories):
            if category.id not in used and category.open is None:
                place = head.place("pillars", number, "categories", index, "id")
                cure = "Add `open:`, one sentence on what is missing and what will fill it."
                yield Problem("lint.category", place, f"the category `{category.id}` has no requirement", cure)


class LedgerEntry(model.Entry):
    """One id ever used."""

    id: model.RequirementId
    status: str


def _ledger(folder: str, requirements: list[Placed]) -> Iterator[Problem]:
    path = os.path.join(folder, "ledger.yaml")
    entries = {placed.model.id: placed for placed in read_many(path, LedgerEntry)}
    live = {id_ for id_, placed in entries.items() if placed.model.status == "live"}
    for placed in requirements:
        if placed.model.id not in live:
            what = f"`{placed.model.id}` is not live in the ledger"
            yield Problem("lint.ledger", placed.place("id"), what, "Add it to ledger.yaml; ids are for ever.")
    for id_ in sorted(live - {placed.model.id for placed in requirements}):
        yield Problem("lint.ledger", entries[id_].place("id"), f"`{id_}` is live in the ledger, but nowhere else")


def _coverage(placed: Placed) -> Iterator[Problem]:
    """A pass and a missing value always; a fail for a threshold; the case in which it does not apply."""
    one = placed.model
    needed = set(NEEDED.get(one.shape, {"pass", "needs_evidence"}))
    if one.shape == "threshold":
        needed.add("fail")
    if one.applies != "true":
        needed.add("not_applicable")
    missing = sorted(needed - {example.expect for example in one.examples})
    if missing:
        yield Problem("lint.examples", placed.place("examples"), f"{one.id}: no example that is {', '.join(missing)}")


def _texts(placed: Placed) -> Iterator[tuple[tuple[str, ...], model.Text]]:
    one = placed.model
    for path, text in (
        (("title",), one.title),
        (("statement",), one.statement),
        (("rationale",), one.rationale),
        (("advice", "fail"), one.advice.fail),
        (("advice", "missing"), one.advice.missing),
    ):
        if text is not None:
            yield path, text


def _words(placed: Placed) -> Iterator[Problem]:
    for path, text in _texts(placed):
        for language, words in (("en", text.en), ("zh", text.zh or "")):
            found = FORBIDDEN.search(words)
            if found:
                place: Place = placed.place(*path, language)
                what = f"{placed.model.id}: a report never says “{found[0]}”"
                yield Problem("lint.word", place, what, "Say what was compared with what.")
