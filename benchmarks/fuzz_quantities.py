"""Feeds random texts to the quantity grammar: it must never break, never dawdle, never misread.

    python benchmarks/fuzz_quantities.py [HOW MANY] [SEED]

Texts grow from what real datasheets print: digits are changed, pieces are cut, joined, repeated and spoilt, and
most are read as a kind that has the unit they name. Every value that is read is read a second time by a plain rule
a person would use: the numbers in the text, each times the factor of a unit in it, with the tolerance or the share
that the form says; a reading that the numbers do not bear out is printed.

A text counts as slow when the fastest of nine readings of it took longer than a millisecond: one slow reading
alone is the machine's doing.
"""

import gc
import random
import re
import sys
import time
from contextlib import suppress

from compliance import api
from compliance.units import Kind, Reading, UnitTable, Unreadable, read_quantity

PRINTED = """~35 kg|33,8 kg|66-lb|54Kg.(118.8lbs)|1,540 mm|1,65 Meter|51,18"|5'8"|5 ft 6 in|5 feet, 8 inches|400mm × 2
(1520+285)mm × 570mm|360N.m|About 75x2N.m|10.0 [N.m] (at 11.1 [V])|±158°|0°~+100°|0→135°|-30° to +170°|120 ms/60°
8 km/h|5km/hr|9kph|27,6-watt-hour|9,000 mAh|51.8V/6 Kg.|12-58V|29,2 V DC - 8A|14,000 W|4+ hours|40 mins to 1 hour
0.08secs|1,6ghz|8GB|10g-2500g|22 decibel|IP67|5 to 40 C|0 to + 50°C|-5 ~ +80 [°C]|25°|23 (G1); 23~43|57 °|15°~20° slope
$13,500 USD|23~43|3-5 hours|52–55 kg|24 to 26|<23kg|< 40 kg|>30|≥ 20.65Ah|~ 47kg|around 2 hours|up to 5 kg|Max. 8A
28+|TBD|173 cm (5 feet 8 inches)|47 kg ± 0.5 kg|47 kg ± 5 %|1.01e-7 1/h|2.5h|nan kg|inf m|1e400 kg|1_000 m|１０ m
− 5 °C|47 kg|35 kilograms|1.5 m ± 10 mm|-20..60 °C|12-58 V|12 V to 58 V|≥ 2 h|> 90 %|≤ 65 dB(A)|~35 kg|about 2 h|360 N·m
1.54e3 mm|20 °C ± 2 °C|30 rpm|20 rad/s|15 Ah|500 W|1.2 kW|100 Hz|3 m/s|10 m/s²|90°|1/8 s|2.5 GHz|100 TOPS|16 GB|1e-7 1/h
0.5 kg·m²"""
SEEDS = PRINTED.replace("\n", "|").split("|")
SIGNS = " -–~.,+±×x/°%()[]0123456789eEkKgGmMhHsNVAWC≥≤<>'\"µ·\u00a0\u202f\t"
NUMBER = re.compile(r"[-+−]?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
ABOUT_WORDS = re.compile(r"(?i)^(?:about|around|roughly|approximately|approx\.?)\s")
DIGIT = re.compile(r"[0-9]")
UNITS = re.compile(r"[A-Za-zµμΩ°%][^\s\d,;()]*(?: ?m\b)?")
OFTEN = ["mass", "length", "duration", "torque", "speed", "angle", "temperature", "voltage", "charge", "count"]
SLOW = 0.001  # seconds
AGAIN = 8  # more readings of a text that seemed slow
ABOUT = 0.1


def text(chance: random.Random) -> str:
    """One random text."""
    made = chance.choice(SEEDS)
    if chance.random() < 0.8:
        made = DIGIT.sub(lambda digit: chance.choice("0123456789") if chance.random() < 0.7 else digit[0], made)
    for _ in range(chance.choice((0, 0, 0, 1, 2))):
        cut = chance.randrange(len(made) + 1)
        spoil = chance.randrange(4)
        if spoil == 0:
            made = made[:cut] + chance.choice(SIGNS) + made[cut:]
        elif spoil == 1:
            made = made[:cut] + made[cut + 1 :]
        elif spoil == 2:
            made = made[:cut] + chance.choice(SEEDS)[: chance.randrange(8)] + made[cut:]
        else:
            made = made * chance.randrange(1, 3)
    return made


def kind_for(made: str, chance: random.Random, table: UnitTable, names: list[str]) -> Kind:
    """A kind to read a text as: most often one that has a unit named in it."""
    owners = [owner for word in UNITS.findall(made) for owner in table.owners(word)]
    return table.kind(chance.choice(owners if owners and chance.random() < 0.8 else names))


def disputed(reading: Reading, kind: Kind) -> bool:
    """Whether the numbers in the text, each times a unit named there, do not give both ends of the reading."""
    if reading.unit is None:
        return False
    bare = ABOUT_WORDS.sub("", reading.text)
    apart = re.sub(r"(?<![eE])(?<=[0-9°%A-Za-z])\s*[-–~](?=\s*[0-9])", " ", bare)
    numbers = [float(one.replace("−", "-")) for one in NUMBER.findall(apart)]
    units = [unit for spelling, unit in kind.spellings.items() if spelling in reading.text]
    known = [unit.to_si(number) for unit in units for number in numbers]
    if reading.form == "tolerance":
        halves = [abs(number) * unit.factor for unit in units for number in numbers]
        halves += [abs(one) * number / 100 for one in known for number in numbers if "%" in reading.text]
        known = [one + sign * half for one in known for half in halves for sign in (-1, 1)]
    elif reading.form == "approximate":
        known = [one * (1 + sign * ABOUT) for one in known for sign in (-1, 1)]
    ends = [end for end in reading.interval if abs(end) != float("inf")]
    return not all(any(abs(end - one) <= 1e-9 * max(abs(end), abs(one)) for one in known) for end in ends)


def fastest(made: str, kind: Kind, table: UnitTable) -> float:
    """The least time that reading a text takes, in seconds of this thread."""
    took = []
    for _ in range(AGAIN):
        start = time.thread_time()
        with suppress(Unreadable):
            read_quantity(made, kind, table, ABOUT)
        took.append(time.thread_time() - start)
    return min(took)


def main() -> None:
    """Run and print the counts; exit 1 when anything broke or was misread."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    chance = random.Random(seed)
    table = api.load_standard().units
    names = [*table.names, *OFTEN * 6]
    counts = {"read": 0, "refused": 0, "broke": 0, "disputed": 0, "over 1 ms": 0}
    slowest = total = 0.0
    with suppress(Unreadable):  # the patterns of refusals are loaded once, with the first refusal
        read_quantity("TBD", table.kind("mass"), table, 0.1)
    table.owners("kg")  # builds every kind, as the first wrong unit would
    gc.disable()  # a pause of the collector is not the grammar's
    begun = time.perf_counter()
    for _ in range(many):
        made = text(chance)
        kind = kind_for(made, chance, table, names)
        start = time.thread_time()  # of this thread alone: other processes are not the grammar's
        try:
            reading = read_quantity(made, kind, table, ABOUT)
            took = time.thread_time() - start
            counts["read"] += 1
            if disputed(reading, kind):
                counts["disputed"] += 1
                print(f"disputed: {kind.name} {made!r} {reading.interval}")
        except Unreadable:
            took = time.thread_time() - start
            counts["refused"] += 1
        except Exception as error:
            took = 0.0
            counts["broke"] += 1
            print(f"broke: {kind.name} {made!r} {error!r}")
        total += took
        if took > SLOW:
            took = min(took, fastest(made, kind, table))
            counts["over 1 ms"] += took > SLOW
        slowest = max(slowest, took)
    each = f"mean {1e6 * total / many:.0f} µs, slowest {1e6 * slowest:.0f} µs"
    print(f"{many} texts, seed {seed}, {time.perf_counter() - begun:.0f} s, {each}: {counts}")
    sys.exit(1 if counts["broke"] or counts["disputed"] or counts["over 1 ms"] else 0)


if __name__ == "__main__":
    main()
