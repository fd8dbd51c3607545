"""Results as JUnit XML, for build servers: a suite for each robot and pillar, a test case for each requirement.

Valid under the strict Ant form and under that of Jenkins, so: no attribute on the root, properties only in suites,
and a suite's parts in one order. Nothing was timed, so every time is 0, and the timestamp is the as-of date.
"""

from collections.abc import Sequence
from xml.etree import ElementTree as Tree  # only written with; nothing foreign is parsed

from compliance import __version__
from compliance.assess import Assessment, Result
from compliance.assess.targets import shared
from compliance.errors import Place
from compliance.report.baseline_words import beside, known_as, moved
from compliance.report.digest import answer, caveats, counts, fictional, heading, readiness
from compliance.report.gap import message, path_of, place, sentences
from compliance.report.plain import VERDICT_WORDS, at, clean, keyword

LONGEST = 8000
BY_THE_TARGET = "what the target says switches it off"


def render(assessments: Sequence[Assessment]) -> str:
    """Render assessments as one document."""
    root = Tree.Element("testsuites")
    several = shared(assessments)
    for one in assessments:
        package = f"{_package(one)}.{one.target.id}" if one.robot.file in several else _package(one)
        for pillar in one.standard["pillars"]:
            results = [result for result in one.results if result.requirement.pillar == pillar["id"]]
            if results:
                name, classname = f"{pillar['id']} {pillar['name']['en']}", f"{package}.{pillar['id']}"
                root.append(_suite(one, name, classname, results, len(root)))
    Tree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Tree.tostring(root, encoding="unicode") + "\n"


def ending(result: Result) -> str:
    """What a verdict is to a build server: failure, error, skipped, or nothing for a pass."""
    if result.verdict == "error":
        return "error"
    if result.verdict == "fail" or result.blocks:
        return "failure"
    return "" if result.verdict == "pass" else "skipped"


def _suite(one: Assessment, name: str, classname: str, results: list[Result], number: int) -> Tree.Element:
    ends = [ending(result) for result in results]
    suite = Tree.Element(
        "testsuite",
        {
            "name": clean(f"{name}: {heading(one)} for {one.target.id}"),
            "package": _package(one),
            "id": str(number),
            "timestamp": f"{one.as_of.isoformat()}T00:00:00",
            "hostname": "localhost",
            "tests": str(len(results)),
            "failures": str(ends.count("failure")),
            "errors": str(ends.count("error")),
            "skipped": str(ends.count("skipped")),
            "time": "0",
        },
    )
    suite.append(_properties(one))
    suite.extend(_case(one, result, classname) for result in sorted(results, key=lambda result: result.requirement.id))
    Tree.SubElement(suite, "system-out").text = _prose(one)
    Tree.SubElement(suite, "system-err").text = ""
    return suite


def _package(one: Assessment) -> str:
    return clean(path_of(Place(one.robot.file)))


def _properties(one: Assessment) -> Tree.Element:
    said = {
        "notice": one.notice["en"],
        "robot": heading(one),
        "fictional": "true" if fictional(one) else "false",
        "file": one.robot.file,
        "target": one.target.id,
        "markets": " ".join(one.markets),
        "as_of": one.as_of.isoformat(),
        "standard": f"{one.standard['id']} {one.standard['version']}",
        "tool": f"humanoid-compliance {__version__}",
    }
    if one.baseline:
        said["baseline"] = one.baseline.file
    properties = Tree.Element("properties")
    for name, value in said.items():
        Tree.SubElement(properties, "property", {"name": name, "value": clean(value, LONGEST)})
    return properties


def _case(one: Assessment, result: Result, classname: str) -> Tree.Element:
    requirement = result.requirement
    name = clean(f"{requirement.id} {requirement.title['en']}")
    case = Tree.Element("testcase", {"name": name, "classname": classname, "time": "0"})
    end, state = ending(result), known_as(one, result)
    if end == "skipped":
        Tree.SubElement(case, end, {"message": _why_skipped(result)}).text = _details(result, state)
    elif end:
        said = {"message": message(result), "type": _type(result, state)}
        Tree.SubElement(case, end, said).text = _details(result, state)
    return case


def _type(result: Result, state: str) -> str:
    return ", ".join(word for word in (result.verdict, "blocks" if result.blocks else "", state) if word)


def _why_skipped(result: Result) -> str:
    """Not applicable because of what was declared, waived by whom, or open without blocking."""
    if result.verdict == "not_applicable":
        facts = ", ".join(f"{fact.path} = {fact.text}" for fact in result.excluded_by)
        return clean(f"not applicable: {facts or BY_THE_TARGET}", LONGEST)
    if result.verdict == "waived":
        return message(result)
    return clean(f"open, not blocking: {message(result)}", LONGEST)


def _details(result: Result, state: str) -> str:
    """What is asked, what was found, where: each on a line of its own that begins with our words."""
    requirement = result.requirement
    word = keyword(requirement.keyword, requirement.basis)
    lines = [f"{VERDICT_WORDS[result.verdict]}, {word}: {requirement.row['statement']['en']}"]
    lines += [f"- {text}" for text in sentences(result)]
    lines += [f"blocks: {result.blocked_by}"] if result.blocks else []
    lines += [f"beside the baseline: {state}"] if state else []
    lines += [f"at {at(place(result))}"]
    return "\n".join(clean(line, LONGEST) for line in lines)


def _prose(one: Assessment) -> str:
    known = [beside(one.baseline), *moved(one.baseline)] if one.baseline else []
    said = [heading(one), answer(one), readiness(one), counts(one), *known, *caveats(one), one.notice["en"]]
    return "\n".join(clean(text, LONGEST) for text in said)
