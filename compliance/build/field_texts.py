"""The Chinese descriptions of the fields: read from fields_zh.yaml and put beside the English ones."""

from importlib.resources import files
from typing import Any

from compliance.errors import InternalError
from compliance.source import load, read_text
from compliance.source.nodes import to_data

FILE = "fields_zh.yaml"
OWN = "_"
ENTRY, REVISIONS = "_entry", "_revisions"

Texts = dict[str, Any]


def read_texts() -> Texts:
    """Read the file: texts by the paths of the fields."""
    path = str(files("compliance.build").joinpath(FILE))
    texts = to_data(load(read_text(path), path))
    assert isinstance(texts, dict)  # noqa: S101 - our own file
    return texts


def with_chinese(table: Texts, texts: Texts) -> Texts:
    """Give every field of a table its Chinese text as `zh`. Raises InternalError when the two do not fit."""
    merger = _Merger({name: _mapping(texts.get(name)) for name in (ENTRY, REVISIONS)})
    told = merger.fields(table, {name: text for name, text in texts.items() if name not in merger.shared}, "")
    unused = [f"{FILE}: no field takes `{name}`" for name in merger.unused()]
    if merger.faults or unused:
        raise InternalError("\n".join([*merger.faults, *unused]))
    return told


def _mapping(value: Any) -> Texts:
    return value if isinstance(value, dict) else {}


class _Merger:
    """Walks the table and the texts side by side and notes what does not fit."""

    def __init__(self, shared: dict[str, Texts]) -> None:
        self.shared = shared
        self.used: set[str] = set()
        self.faults: list[str] = []

    def unused(self) -> list[str]:
        """The shared texts that stood for no field."""
        named = [f"{key}.{name}" for key, texts in self.shared.items() for name in texts]
        return [name for name in named if name not in self.used]

    def fields(self, table: Texts, texts: Texts, path: str) -> Texts:
        """Merge the fields of one section, or of the entries of one list."""
        stray = [name for name in texts if name not in table and not (path and name == OWN)]
        self.faults += [f"{FILE}: there is no field `{path}{name}`" for name in stray]
        return {name: self.field(spec, texts.get(name), f"{path}{name}") for name, spec in table.items()}

    def field(self, spec: Texts, text: Any, path: str) -> Texts:
        """Merge one field with all that is in it."""
        if "fields" not in spec:
            return {**spec, "zh": self.text(text, path)}
        texts = _mapping(text)
        own = self.text(texts.get(OWN), f"{path}.{OWN}")
        inner = self.fields(spec["fields"], {**self.common(spec, path, texts), **texts}, f"{path}.")
        return {**spec, "zh": own, "fields": inner}

    def common(self, spec: Texts, path: str, texts: Texts) -> Texts:
        """The shared texts that these fields take."""
        revisions = path.rpartition(".")[2] == "revisions"
        key = ENTRY if spec["type"] == "list" else REVISIONS if revisions else ""
        taken = {
            name: text
            for name, text in self.shared.get(key, {}).items()
            if name in spec["fields"] and name not in texts
        }
        self.used |= {f"{key}.{name}" for name in taken}
        return taken

    def text(self, text: Any, path: str) -> str:
        """One text as it stands in the file."""
        if isinstance(text, str) and text.strip():
            return text
        self.faults.append(f"{FILE}: no Chinese text for `{path}`")
        return ""
