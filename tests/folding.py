"""Reading folded ids back, as a reader of a report does."""

import re

ID = re.compile(r"\b(P\d-[A-Z0-9-]+-)(\d{3})(?: to (\d{3})\b)?")


def unfolded(text: str) -> list[str]:
    """Every id that a text names, those inside a range too, in order; lines may break anywhere between words."""
    found = []
    for series, first, last in ID.findall(" ".join(text.split())):
        found += [f"{series}{number:0{len(first)}}" for number in range(int(first), int(last or first) + 1)]
    return found
