"""Write docs/messages.md from the catalogue of messages: `python docs/make_messages.py`."""

from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "reports" / "messages.yaml"
PAGE = ROOT / "docs" / "messages.md"
RUN = {
    "profile": "compliance check robot.yaml --target home",
    "target": "compliance check robot.yaml --target target.yaml",
    "waivers": "compliance check robot.yaml --target home --waivers waivers.yaml",
    "verified": "compliance check robot.yaml --target home --verified verified.yaml",
    "standard": "compliance standard lint edition",
}
FILES = {"profile": "robot.yaml", "target": "target.yaml", "waivers": "waivers.yaml", "verified": "verified.yaml"}
HEAD = """\
# Messages 消息一览

Every message about an input or a command has an id that stays the same from version to version; `-o json` shows it.
With a message come the place (file, line, column) and, where one is known, the spelling that would do. Below, each
with the smallest input that produces it. In examples of commands, `robot.yaml` holds `profile: 1` and nothing else.

关于输入或命令的每条消息都有固定的 id，不随版本变化，用 `-o json` 可以看到。消息同时给出位置（文件、行、列），
并尽可能给出可采用的写法。下面逐条列出，并附上能产生该消息的最小输入。命令示例中的 `robot.yaml` 只含 `profile: 1`。
"""


def load() -> list[dict[str, Any]]:
    """Read the catalogue."""
    entries: list[dict[str, Any]] = yaml.safe_load(CATALOGUE.read_text("utf-8"))
    return entries


def page(entries: list[dict[str, Any]]) -> str:
    """Render the whole page: contents, then the messages by the first word of their ids."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for entry in entries:
        groups.setdefault(entry["id"].partition(".")[0], []).append(entry)
    named = {name: ", ".join(f"`{one['id']}`" for one in group) for name, group in groups.items()}
    parts = ["".join(f"- [{name}](#{name}): {ids}\n" for name, ids in named.items())]
    for name, group in groups.items():
        parts += [f"## {name}\n", *map(_message, group)]
    return "\n".join([HEAD, *parts])


def _message(entry: dict[str, Any]) -> str:
    cause, cure, example = entry["cause"], entry["cure"], entry["example"]
    via, text = example["via"], example["text"].rstrip("\n")
    lead = "" if via == "command" else f"# {example.get('file') or FILES[via]}\n"
    typed = "" if via == "command" else f"\n`{example.get('command') or RUN[via]}`\n"
    also = "".join(f"\n```yaml\n# {file}\n{more}```\n" for file, more in example.get("also", {}).items())
    block = f"```{'text' if via == 'command' else 'yaml'}\n{lead}{text}\n```\n{also}{typed}"
    without = "".join(f"\n{library} is not installed. 未安装 {library}。\n" for library in example.get("without", ()))
    why = f"- Cause: {cause['en']}\n- Cure: {cure['en']}\n- 原因：{cause['zh']}\n- 改法：{cure['zh']}\n"
    return f"### `{entry['id']}`\n\n{entry['en']} {entry['zh']}\n\n{block}{without}\n{why}"


if __name__ == "__main__":
    PAGE.write_text(page(load()), "utf-8")
