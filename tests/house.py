"""A small edition for tests of the gate: four requirements, of which one blocks and may be waived."""

import shutil
from pathlib import Path

FIXTURE = Path(__file__).parent / "fixtures" / "messages" / "edition"
BOTH = """
id: P5-BOTH-001
title: {en: Force and speed, zh: 力与速度}
pillar: P5
category: P5.operation
aspect: testing
shape: threshold
source: {instrument: house-rules, basis: engineering, confidence: primary}
for_each: contacts
if_none: not_applicable
require: peak_force <= 280 N and speed <= 1 m/s
statement: {en: Neither is too large., zh: 两者都不过大。}
---
id: P5-COUNT-001
title: {en: A slow contact, zh: 慢速接触}
pillar: P5
category: P5.operation
aspect: testing
shape: threshold
source: {instrument: house-rules, basis: engineering, confidence: primary}
require: "any(contacts: speed <= 0.1 m/s)"
statement: {en: One of them is slow., zh: 其中一个较慢。}
"""


def house(folder: Path) -> Path:
    """Write the edition into a folder."""
    edition = Path(shutil.copytree(FIXTURE, folder / "house"))
    for index, entry in enumerate(BOTH.split("---\n")):
        (edition / "requirements" / f"more{index}.yaml").write_text(entry, "utf-8")
    with (edition / "ledger.yaml").open("a", encoding="utf-8") as ledger:
        ledger.write("- {id: P5-BOTH-001, status: live}\n- {id: P5-COUNT-001, status: live}\n")
    runtime = edition / "requirements" / "runtime.yaml"
    runtime.write_text(runtime.read_text("utf-8") + "waivable: true\n", "utf-8")
    target = edition / "targets" / "plant.yaml"
    target.write_text(target.read_text("utf-8") + "criteria: [P5-RUNTIME-001]\nmarkets: [eu]\n", "utf-8")
    return edition
