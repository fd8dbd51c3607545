"""The key of the cache: what a compiled standard depends on, content for content."""

import os

try:  # hashlib loads OpenSSL, which costs more than the rest of a check; the lean modules do the same sum
    from _sha2 import sha256  # type: ignore[import-not-found,unused-ignore]
except ImportError:
    try:
        from _sha256 import sha256  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        from hashlib import sha256
try:  # three times as fast, and the key of a cache is nobody's but ours
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

ROOMS = ("build", "catalogue", "logic", "measure", "robot", "rules", "source", "units")


def source_digest(folder: str, package: str) -> str:
    """BLAKE2 over a standard's files and the code that compiles them."""
    digest = blake2b(digest_size=32)
    roots = [folder, *(os.path.join(package, room) for room in ROOMS)]
    for root in roots:
        for path in _files(root):
            with open(path, "rb") as stream:
                content = stream.read()
            digest.update(f"{path.removeprefix(root)}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def text_digest(text: str) -> str:
    """SHA-256 over a text."""
    key: str = sha256(text.encode()).hexdigest()
    return key


def _files(root: str) -> list[str]:
    found = []
    for folder, _, names in os.walk(root):
        found += [os.path.join(folder, name) for name in names if name.endswith((".yaml", ".py", ".lark"))]
    return sorted(found)
