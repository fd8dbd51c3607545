"""Many ids in few words: three and more of one series in a row are written by their ends."""

from collections.abc import Iterable

ROW = 3  # ids in a row from which on only the ends are written


def folded(ids: Iterable[str]) -> str:
    """Ids in order, as in `P1-RISK-001, P5-EU-PLANT-001 to 013`."""
    return ", ".join(runs(ids))


def runs(ids: Iterable[str]) -> list[str]:
    """The pieces of `folded`: a range stands for every number between its ends, and for nothing else."""
    found: list[list[str]] = []
    for id_ in sorted(set(ids)):
        if found and _follows(found[-1][-1], id_):
            found[-1].append(id_)
        else:
            found.append([id_])
    return [piece for run in found for piece in _said(run)]


def series(id_: str) -> str:
    """What the ids of a series have in common: all but the number."""
    return id_.rpartition("-")[0]


def legend(ids: Iterable[str]) -> str:
    """One sentence on how to read a range, with the first of these as its example; nothing where there is none."""
    first = next((piece for piece in runs(ids) if " to " in piece), "")
    if not first:
        return ""
    start, _, end = first.partition(" to ")
    return f"`{first}` stands for every number from {start} to {series(start)}-{end}."


def _said(run: list[str]) -> list[str]:
    return run if len(run) < ROW else [f"{run[0]} to {run[-1].rpartition('-')[2]}"]


def _follows(one: str, other: str) -> bool:
    """Whether an id is the next of the same series; numbers of another width are another series."""
    number, following = one.rpartition("-")[2], other.rpartition("-")[2]
    if series(one) != series(other) or len(number) != len(following):
        return False
    return number.isdecimal() and following.isdecimal() and int(following) == int(number) + 1
