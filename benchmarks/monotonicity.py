"""Looks for a decided rule that better knowledge changes. There must be none.

    python benchmarks/monotonicity.py [TRIPLES] [SEED]

Every triple is a random rule, a random profile that it reads, and a random refinement of that profile.
Rules are compiled once and meet many profiles. Exit code 1 when a counterexample was found; the first ones
are printed.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

TESTS = Path(__file__).resolve().parent.parent / "tests"
sys.path.insert(0, str(TESTS))

from random_profiles import TARGETS, ProfileMaker, known_target, scope_of, shown  # noqa: E402
from strategies import LAB, RuleMaker  # noqa: E402

from compliance.rules.evaluate import evaluate  # noqa: E402
from compliance.rules.syntax import RuleError  # noqa: E402

TRIPLES = 1_000_000
PER_RULE = 100
SHOWN = 5


def rules(random: Random) -> Iterator[tuple[str, Any]]:
    """Random rules with their compiled nodes, without end. What two kinds cannot share is left out."""
    while True:
        rule = RuleMaker(random).rule(random.choice([0, 1, 2, 2, 3]))
        try:
            yield rule, LAB.compile(rule)
        except RuleError:
            continue


def run(triples: int, seed: int) -> tuple[Counter[str], list[str]]:
    """Evaluate so many triples. Returns what was counted, and the counterexamples to read."""
    random = Random(seed)
    targets = [known_target(said) for said in TARGETS]
    counted: Counter[str] = Counter()
    found: list[str] = []
    for rule, node in rules(random):
        maker = ProfileMaker(random, node)
        counted["rules"] += 1
        for _ in range(min(PER_RULE, triples - counted["triples"])):
            counted["triples"] += 1
            model, target = maker.model(), random.choice(targets)
            before = evaluate(node, scope_of(model, target))
            better = maker.refined(model)
            after = evaluate(node, scope_of(better, target))
            counted[f"before {before}"] += 1
            counted["settled"] += before is None and after is not None
            if before is not None and after is not before:
                counted["counterexamples"] += 1
                found.append(f"{before} became {after}: {shown(rule, model, better)}")
        if counted["triples"] >= triples:
            return counted, found
    return counted, found


def main() -> int:
    """Run and print one line."""
    triples = int(sys.argv[1]) if len(sys.argv) > 1 else TRIPLES
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 2026
    start = time.perf_counter()
    counted, found = run(triples, seed)
    seconds = time.perf_counter() - start
    print(*found[:SHOWN], sep="\n\n", end="\n" if found else "")
    print(
        f"{counted['triples']} triples over {counted['rules']} rules: {counted['before True']} true and "
        f"{counted['before False']} false before, {counted['settled']} settled by the refinement, "
        f"{counted['counterexamples']} counterexamples, {counted['triples'] / seconds:.0f} triples/s ({seconds:.0f} s)"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
