"""How those who read the formats read them: each gives the texts and the shape, or fails as the consumer would."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree as Tree

import jsonschema
import xmlschema
from markdown_it import MarkdownIt
from test_html import Page

from compliance import api

FIXTURES = Path(__file__).parent / "fixtures"
SARIF = json.loads((FIXTURES / "sarif/sarif-schema-2.1.0.json").read_text("utf-8"))
RESULT = json.loads((Path(api.data_folder("reports")) / "result.schema.json").read_text("utf-8"))
JUNIT = [
    xmlschema.XMLSchema(str(FIXTURES / "junit" / name)) for name in ("jenkins-junit-10.xsd", "windyroad-JUnit.xsd")
]
OWN_HTML = re.compile(r"<!-- [\w./ -]* ?-->|</?details>|<summary>[^<]*</summary>|<br>")
COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")
SEVERITIES = ("info", "minor", "major", "critical", "blocker")
HIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


class Read(NamedTuple):
    """What a consumer gets: everything it would show as text, and how the document is built."""

    text: str
    shape: Any


def strings(data: Any) -> list[str]:
    """All texts in JSON data."""
    if isinstance(data, dict):
        return [text for one in data.values() for text in strings(one)]
    return [text for one in data for text in strings(one)] if isinstance(data, list) else [str(data)]


def closed(schema: Any) -> Any:
    """The result schema without room for keys that it does not name."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    inner = {key: closed(one) for key, one in schema.items()}
    named = isinstance(schema.get("properties"), dict) and "additionalProperties" not in schema
    return {**inner, "additionalProperties": False} if named else inner


def no_constant(word: str) -> None:
    """NaN and Infinity are not JSON."""
    raise ValueError(word)


def valid_json(text: str, schema: Any) -> Any:
    """JSON data that fits a schema, formats enforced."""
    data = json.loads(text, parse_constant=no_constant)
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    kind(schema, format_checker=jsonschema.FormatChecker()).validate(data)
    return data


def read_json(text: str) -> Read:
    """A program."""
    data = valid_json(text, closed(RESULT))
    return Read(" ".join(strings(data)), [len(one["results"]) for one in data["assessments"]])


def read_sarif(text: str) -> Read:
    """A code-scanning view."""
    runs = valid_json(text, SARIF)["runs"]
    names = [run["automationDetails"]["id"] for run in runs]
    assert len(names) == len(set(names))  # GitHub refuses two runs of one tool and category
    return Read(" ".join(strings(runs)), [(len(run["results"]), len(run["tool"]["driver"]["rules"])) for run in runs])


def read_html(text: str) -> Read:
    """A browser."""
    page = Page(text)
    return Read(" ".join(data for _, data in page.texts), [tag for tag, _ in page.tags if tag in ("script", "iframe")])


def read_junit(text: str) -> Read:
    """A build server: valid under both dialects, counts that are true."""
    root = Tree.fromstring(text)
    for schema in JUNIT:
        schema.validate(text)
    names = []
    for number, suite in enumerate(root):
        cases = suite.findall("testcase")
        assert suite.get("id") == str(number)
        assert suite.get("tests") == str(len(cases))
        for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert suite.get(attribute) == str(len(suite.findall(f"testcase/{tag}")))
        names += [(case.get("classname"), case.get("name")) for case in cases]
    assert len(names) == len(set(names))
    said = [*root.itertext(), *(value for one in root.iter() for value in one.attrib.values())]
    return Read(" ".join(said), [one.tag for one in root.iter()])


def read_markdown(text: str) -> Read:
    """A code host: tables whole, no HTML but our own, no link, no picture, nobody and nothing called."""
    tokens = MarkdownIt("commonmark", {"linkify": False}).enable("table").parse(text)
    flat = [child for token in tokens for child in (token, *(token.children or ()))]
    for token in flat:
        assert token.type not in ("link_open", "image", "heading_open_h1", "fence", "code_block"), token.content
        if token.type in ("html_block", "html_inline"):
            assert not OWN_HTML.sub("", token.content).strip(), token.content
        if token.type == "text":
            assert not re.search(r"@\w|#\d", token.content), token.content
    assert not re.search(r"https?://|www\.\w|^/\w", re.sub("`[^`]+`", "", text), re.MULTILINE)
    for block in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        widths = {len(re.findall(r"(?<!\\)\|", row)) for row in block.splitlines()}
        assert len(widths) == 1, block
    said = [token.content for token in flat if token.type in ("text", "code_inline")]
    return Read(" ".join(said), [token.type for token in tokens if token.type.endswith("_open")])


def read_github(text: str) -> Read:
    """GitHub's runner: every line a command, at most ten of a kind."""
    found = []
    for line in text.splitlines():
        command = COMMAND.fullmatch(line)
        assert command, line
        properties = dict(one.split("=", 1) for one in command[2].split(","))
        assert set(properties) <= {"title", "file", "line", "col"}
        found.append((command[1], [unescaped(one) for one in properties.values()], unescaped(command[3])))
    kinds = [kind for kind, _, _ in found]
    assert max(kinds.count(kind) for kind in set(kinds)) <= 10
    return Read(" ".join(text for _, values, data in found for text in (*values, data)), kinds)


def unescaped(text: str) -> str:
    """What the runner makes of escaped text."""
    for code, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def read_gitlab(text: str) -> Read:
    """GitLab's Code Quality widget."""
    data = json.loads(text)
    check_code_quality(data)
    return Read(" ".join(strings(data)), [one["severity"] for one in data])


def check_code_quality(report: Any) -> None:
    """Hold a report to GitLab's rules. Raises AssertionError or KeyError."""
    assert isinstance(report, list)
    for one in report:
        assert all(isinstance(one[key], str) and one[key] for key in ("description", "check_name", "fingerprint"))
        assert one["severity"] in SEVERITIES
        assert len(one["description"].splitlines()) == 1
        where = one["location"]
        assert not where["path"].startswith(("./", "/"))
        assert (where["lines"]["begin"] if "lines" in where else where["positions"]["begin"]["line"]) >= 1
    known_by = [one["fingerprint"] for one in report]
    assert len(known_by) == len(set(known_by))


def read_csv(text: str) -> Read:
    """A spreadsheet: RFC 4180, every row as wide as the first, no cell that begins a formula."""
    assert text.count("\n") == text.count("\r\n")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}
    for value in (value for row in rows for value in row):
        assert not value.lstrip().startswith(("=", "+", "-", "@", "\t", "\r")), value
    return Read(" ".join(value for row in rows for value in row), len(rows))


def read_text(text: str) -> Read:
    """A person at a terminal, or the log of a build server that looks for commands."""
    assert not re.search(r"^\s*::|##\w*\[", text, re.MULTILINE)
    return Read(" ".join(text.split()), None)


CONSUMERS: dict[str, Callable[[str], Read]] = {
    "text": read_text,
    "json": read_json,
    "sarif": read_sarif,
    "html": read_html,
    "junit": read_junit,
    "markdown": read_markdown,
    "github": read_github,
    "github-summary": read_markdown,
    "gitlab": read_gitlab,
    "csv": read_csv,
}
