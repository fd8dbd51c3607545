"""Build hook: compile the standard into the wheel, so that an installed checker never compiles anything."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileStandard(BuildHookInterface):  # type: ignore[type-arg]
    """Writes the compiled standard beside the data folders of a wheel; an editable install reads the live folders."""

    compiled: Path | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the wheel is packed."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from compliance.build.compiler import compile_standard
        from compliance.catalogue.packed import packed

        compiled = packed(compile_standard(str(Path(self.root, "standards", "heis-2026"))))
        self.compiled = Path(self.directory, "compiled.jsonl")
        self.compiled.parent.mkdir(parents=True, exist_ok=True)
        self.compiled.write_bytes(compiled.encode())
        build_data["force_include"][str(self.compiled)] = "compliance/_data/compiled.jsonl"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Leave nothing behind in the checkout."""
        if self.compiled is not None:
            self.compiled.unlink()
