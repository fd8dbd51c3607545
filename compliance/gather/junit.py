"""JUnit results as evidence: which test cases name a requirement, and how they ended."""

from typing import NamedTuple
from xml.etree import ElementTree

from compliance.source.files import read_bytes

LARGEST = 16 * 1024 * 1024
PROPERTY = "requirement"  # what a test case or a suite names requirements under, several with commas between
ENDINGS = ("failure", "error", "skipped")


class Case(NamedTuple):
    """One test case: its name, and `failure`, `error`, `skipped` or nothing."""

    name: str
    ending: str


def read_cases(path: str) -> dict[str, tuple[Case, ...]]:
    """Read the test cases of a JUnit file by requirement. Raises ValueError when it is no such file.

    Document types are refused before anything is parsed: with them entities could be declared.
    """
    text = read_bytes(path, LARGEST).decode("utf-8-sig")
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ValueError("it declares a document type")
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - no entities can be declared
    except ElementTree.ParseError as error:
        raise ValueError(f"it is not XML: {error}") from None
    if root.tag not in ("testsuites", "testsuite"):
        raise ValueError(f"its root is <{root.tag}>, not <testsuites>")
    found: dict[str, tuple[Case, ...]] = {}
    for id_, case in _cases(root, frozenset()):
        found[id_] = (*found.get(id_, ()), case)
    return found


def _cases(node: ElementTree.Element, named: frozenset[str]) -> list[tuple[str, Case]]:
    """The cases below a suite, each once for every requirement that it or a suite above it names."""
    named = named | _named(node)
    if node.tag == "testcase":
        endings = [ending for ending in ENDINGS if node.find(ending) is not None]
        case = Case(node.get("name") or "unnamed", endings[0] if endings else "")
        return [(id_, case) for id_ in sorted(named)]
    return [one for part in node if part.tag in ("testsuite", "testcase") for one in _cases(part, named)]


def _named(node: ElementTree.Element) -> frozenset[str]:
    properties = node.findall("properties/property")
    values = [one.get("value") or one.text or "" for one in properties if one.get("name") == PROPERTY]
    return frozenset(id_.strip() for value in values for id_ in value.split(",") if id_.strip())
