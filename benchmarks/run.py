"""Prints what a check costs: a ratio to the floor of any such command, the time spent in each room, and every robot.

    python benchmarks/run.py [PROFILE] [--standard DIR]

It measures what `python -m compliance` finds: a checkout, or from another folder the installed wheel. Ratios hold on a
noisy machine, milliseconds do not. Budget: a whole check takes at most 2.5 times `python -c "import click, yaml"`; the
aim is 2.
"""

import argparse
import datetime
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RUNS = 15
DAY = datetime.date(2026, 11, 21)
# Without compiled bytecode every import costs twice; a machine that forbids it measures something else.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
FLOOR = [sys.executable, "-c", "import click, yaml"]


def seconds(command: list[str]) -> float:
    """Wall time of one run of a command."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False, env=ENVIRONMENT)
    return time.perf_counter() - start


def ratio(command: list[str]) -> tuple[float, float, float]:
    """Median seconds of a command and of the floor, run in turn, and the median of the ratios pair by pair."""
    for warm in (command, FLOOR):
        seconds(warm)
    pairs = [(seconds(command), seconds(FLOOR)) for _ in range(RUNS)]
    ours, floor = (statistics.median(one) for one in zip(*pairs, strict=True))
    return ours, floor, statistics.median(a / b for a, b in pairs)


def timed(work: Callable[[], Any]) -> float:
    """Median milliseconds of a piece of work in this process."""
    found = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        found.append(1000 * (time.perf_counter() - start))
    return statistics.median(found)


def rooms(profile: str, standard: str) -> dict[str, float]:
    """Milliseconds per room for one profile, everything warm."""
    from compliance import api
    from compliance.build.compiler import compile_standard
    from compliance.catalogue.packed import packed, unpacked
    from compliance.robot import read_robot
    from compliance.robot.values import Reader
    from compliance.source import load, read_text

    compiled = packed(compile_standard(standard)).encode()
    catalogue = api.Catalogue(unpacked(compiled))
    reader = Reader(catalogue.units, catalogue.approximate)
    text = read_text(profile)
    node = load(text, profile)
    gathered = api.load_robot(profile, catalogue)
    target = catalogue.target("automotive-factory")
    assessment = api.assess(catalogue, gathered, target, ["cn", "eu"], DAY)
    return {
        f"catalogue: open {len(catalogue.requirements)} requirements": timed(lambda: api.Catalogue(unpacked(compiled))),
        "source: text to nodes": timed(lambda: load(text, profile)),
        "robot: nodes to facts": timed(lambda: read_robot(node, catalogue.fields, reader)),
        "assess: facts to results": timed(lambda: api.assess(catalogue, gathered, target, ["cn", "eu"], DAY)),
        **{f"report: {one}": timed(lambda one=one: api.render([assessment], one)) for one in api.FORMATS},  # type: ignore[misc]
    }


def each() -> dict[str, float]:
    """Microseconds for one quantity, one plain rule, one entry under a quantifier."""
    from compliance import api
    from compliance.rules.evaluate import Listing, Scope, evaluate
    from compliance.units import read_quantity

    table = api.load_standard().units
    torque = table.kind("torque")
    items = tuple({"peak_torque": (60.0, 139.0), "speed": (20.0, 20.0)} for _ in range(1000))
    scope = Scope({"morphology.mass": (35.0, 35.0), "joints": Listing(items, True)}, {}, {}, None, 0.0)
    plain = ["cmp", "<=", ["fact", "morphology.mass"], ["lit", [40.0, 40.0], "40 kg", "kg"]]
    body = ["cmp", ">", ["item", 0, "peak_torque"], ["lit", [0.0, 0.0], "0 N·m", "N·m"]]
    over = ["all", ["fact", "joints"], None, body]
    return {
        "units: read `360 N·m`": timed(lambda: [read_quantity("360 N·m", torque, table, 0.1) for _ in range(1000)]),
        "rules: a plain comparison": timed(lambda: [evaluate(plain, scope) for _ in range(1000)]),
        "rules: an entry under `all`": timed(lambda: evaluate(over, scope)),
    }


def robots(standard: str) -> dict[str, list[float]]:
    """Milliseconds of each assessment with its text report, by robot: every profile, target and market, and all."""
    from compliance import api
    from compliance.cli.options import MARKETS

    catalogue = api.load_standard(standard)
    found: dict[str, list[float]] = {}
    for path in [*sorted((ROOT / "profiles").glob("*.yaml")), ROOT / "profiles" / "example-humanoid" / "robot.yaml"]:
        gathered = api.load_robot(str(path), catalogue)
        cases = [(name, one) for name in catalogue.targets for one in (*((market,) for market in MARKETS), MARKETS)]
        found[str(path.relative_to(ROOT))] = [_once(catalogue, gathered, *case) for case in cases]
    return found


def _once(catalogue: Any, gathered: Any, target: str, markets: Sequence[str]) -> float:
    from compliance import api

    start = time.perf_counter()
    api.render([api.assess(catalogue, gathered, catalogue.target(target), markets, DAY)], "text")
    return 1000 * (time.perf_counter() - start)


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description="What a check costs.")
    parser.add_argument("profile", nargs="?", default=str(ROOT / "profiles" / "unitree-g1.yaml"))
    parser.add_argument("--standard", default="", help="another edition's folder")
    return parser.parse_args()


def main() -> None:
    """Print the ratio and the tables."""
    said = arguments()
    standard = said.standard or str(ROOT / "standards" / "heis-2026")
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "compliance", "check", said.profile, "-t", "automotive-factory"]
        command += ["--standard", said.standard] if said.standard else []
        plain, floor, share = ratio(command)
        outputs = ["-o", f"json={folder}/a.json", "-o", f"sarif={folder}/a.sarif"]
        _, _, share_written = ratio([*command, "-q", *outputs])
    print(f"floor, python -c 'import click, yaml'   {1000 * floor:6.1f} ms")
    print(f"compliance check, text                  {1000 * plain:6.1f} ms   {share:.2f} x the floor")
    print(f"compliance check, JSON and SARIF files               {share_written:.2f} x the floor")
    for name, milliseconds in rooms(said.profile, standard).items():
        print(f"  {name:<40} {milliseconds:6.2f} ms")
    for name, microseconds in each().items():
        print(f"  {name:<40} {microseconds:6.2f} µs each")
    every = robots(standard)
    for name, costs in every.items():
        spread = f"{min(costs):5.1f} to {max(costs):5.1f} ms"
        print(f"  {name:<40} {sum(costs) / 1000:6.2f} s in {len(costs)} assessments, {spread}")
    print(f"all robots x targets x markets            {sum(map(sum, every.values())) / 1000:6.2f} s")


if __name__ == "__main__":
    main()
