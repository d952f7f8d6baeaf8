"""What the last run found out about texts (pipeline/articles/known.py), in the folder of the cache.

In: the folder, and the fingerprint of all that such findings depend on. Out: what is known by the SHA-256 of a text. The
file begins with a digest of the fingerprint and of the rest: where that is another, nothing is known.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pipeline.release.files import clear_leftovers, replacing
from pipeline.run.fingerprint import digest_of

FILE = "texts.json"
MOST = 500_000  # texts: they are in memory together while articles are read


class LastTexts:
    """Closed by `with`, which leaves what this run knows of its texts to the next one; `say` tells where it cannot."""

    def __init__(self, folder: Path, fingerprint: Mapping[str, str], say: Callable[[str], None]) -> None:
        self._path, self._say = folder / FILE, say
        self._fingerprint = digest_of(fingerprint).encode()
        clear_leftovers(folder)
        self._before = self._read()
        self._now: dict[str, dict[str, Any]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        if raised is None:
            content = json.dumps(self._now).encode()
            try:
                with replacing(self._path) as temporary:
                    temporary.write_bytes(self._digest(content) + b"\n" + content)
            except OSError as error:
                self._say(f"{self._path} cannot be written ({error}); the next run takes longer.")

    def get(self, sha256: str) -> dict[str, Any]:
        """What is known of a text."""
        told = self._before.get(sha256) or {}
        return self._now.setdefault(sha256, told) if len(self._now) < MOST else told

    def _digest(self, content: bytes) -> bytes:
        return hashlib.sha256(self._fingerprint + content).hexdigest().encode()

    def _read(self) -> dict[str, dict[str, Any]]:
        with suppress(OSError):
            digest, _, content = self._path.read_bytes().partition(b"\n")
            if digest == self._digest(content):
                found: dict[str, dict[str, Any]] = json.loads(content)
                return found
        return {}
