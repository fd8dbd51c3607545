"""Bounded reading and whole-or-nothing writing of files, and where the data folders are."""

import errno
import os
import stat
import sys
from collections.abc import Mapping
from typing import Any, BinaryIO

from compliance.errors import InputError, Place

MAX_BYTES = 4 * 1024 * 1024
MAX_JSON = 64 * 1024 * 1024  # results of many robots, which this program wrote
PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def data_folder(name: str) -> str:
    """The folder of `standards`, `profiles` or `reports`: inside an installed package, else in the checkout."""
    installed = os.path.join(PACKAGE, "_data", name)
    return installed if os.path.isdir(installed) else os.path.join(os.path.dirname(PACKAGE), name)


def read_text(path: str, limit: int = MAX_BYTES) -> str:
    """Read a UTF-8 text file, or standard input for `-`. Raises InputError when it cannot be read."""
    name = "<stdin>" if path == "-" else path
    raw = read_bytes(path, limit)
    return decode(raw, name)


def load_json(path: str, text: str | None = None) -> Any:
    """Read a JSON file, or a text from one. Raises InputError with the place at which it is no JSON."""
    import json

    try:
        return json.loads(read_text(path, MAX_JSON) if text is None else text)
    except json.JSONDecodeError as error:
        place = Place(path, error.lineno, error.colno)
        raise InputError.at("json.syntax", place, f"this is not JSON: {error.msg}") from None
    except (RecursionError, ValueError) as error:
        raise InputError.at("json.syntax", Place(path), f"this JSON cannot be read: {error}") from None


def read_bytes(path: str, limit: int = MAX_BYTES) -> bytes:
    """Read at most `limit` bytes. Raises InputError for a folder, a missing or a larger file."""
    if path == "-":
        return _bounded(sys.stdin.buffer, "<stdin>", limit)
    place = Place(path)
    try:
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode):
            raise InputError.at("file.folder", place, "this is a folder, not a file")
        if not stat.S_ISREG(mode):
            raise InputError.at("file.special", place, "this is not a regular file", "Use `-` to read a pipe.")
        with open(path, "rb") as stream:
            return _bounded(stream, path, limit)
    except FileNotFoundError:
        raise InputError.at("file.missing", place, "there is no such file") from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise InputError.at("file.unreadable", place, f"the file cannot be read: {why}") from None


def _bounded(stream: BinaryIO, name: str, limit: int) -> bytes:
    raw = stream.read(limit + 1)
    if len(raw) > limit:
        mib = limit / (1024 * 1024)
        raise InputError.at("file.size", Place(name), f"the file is larger than {mib:g} MiB")
    return raw


def decode(raw: bytes, name: str) -> str:
    """Read bytes as UTF-8. Raises InputError at the first byte that is none."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise InputError.at("file.encoding", Place(name), "the file is UTF-16", "Save it as UTF-8.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        what = f"byte 0x{raw[error.start]:02x} is not UTF-8"
        raise InputError.at("file.encoding", Place(name, line, column), what, "Save it as UTF-8.") from None
    return text


def write_whole(path: str, text: str) -> None:
    """Write a file whole or not at all. Raises InputError when it cannot be written."""
    write_together({path: text})


def write_together(texts: Mapping[str, str]) -> None:
    """Write several files, each whole; when one cannot be written, none is. Raises InputError.

    A file that is there keeps its rights.
    """
    parts = {path: _part(path) for path in texts if not _special(path)}
    path = ""
    try:
        for path in texts.keys() - parts.keys():  # a device or a pipe is written to, never replaced by a file
            with open(path, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(texts[path])
        for path, part in parts.items():
            if os.path.isdir(path):  # found out only when it is replaced, others would be written by then
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
            with open(part, "w", encoding="utf-8", newline="\n") as stream:
                if os.path.isfile(path):
                    os.chmod(part, stat.S_IMODE(os.stat(path).st_mode))
                stream.write(texts[path])
        for path, part in parts.items():
            os.replace(part, path)
    except OSError as error:
        for part in parts.values():
            if os.path.exists(part):
                os.remove(part)
        what = f"the file cannot be written: {error.strerror}"
        raise InputError.at("file.unwritable", Place(path, 0), what, "Check the folder and its rights.") from None


def _special(path: str) -> bool:
    return os.path.exists(path) and not os.path.isfile(path) and not os.path.isdir(path)


def _part(path: str) -> str:
    return os.path.join(os.path.dirname(path) or ".", f".{os.path.basename(path)}.{os.getpid()}.part")


def inside(folder: str, relative: str) -> str | None:
    """Join a path below a folder; None when it is absolute or leaves the folder, also by a link."""
    if not relative or os.path.isabs(relative) or "\x00" in relative:
        return None
    root = os.path.realpath(folder or ".")
    path = os.path.realpath(os.path.join(root, relative))
    return path if path.startswith(root.rstrip(os.sep) + os.sep) else None
