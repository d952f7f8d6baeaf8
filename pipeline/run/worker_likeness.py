"""What two machines must have in common to give the same rows: Python, ruydad's own files, and its packages.

In: this installation. Out: a fingerprint of it, and in words where another differs.
"""

import hashlib
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pipeline
from pipeline.release.dependencies import needed

CODE = "ruydad's files"
Fingerprint = Mapping[str, str]
_TOLD = 3


@cache
def fingerprint() -> Fingerprint:
    """Python's version, a digest of ruydad's files (code, lexicons, model), and the version of each package it needs."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    packages = {package.name: package.version for package in needed().values()}
    return {"Python": python, CODE: _digest(Path(pipeline.__path__[0])), **packages}


def differences(here: Fingerprint, there: Fingerprint) -> str:
    """«hazm 0.11.0 there and 0.12.1 here, …», or nothing where both are alike."""
    names = [name for name in {**here, **there} if here.get(name) != there.get(name)]
    told = [f"{name} {there.get(name, 'missing')} there and {here.get(name, 'missing')} here" for name in names[:_TOLD]]
    return ", ".join(told + ([f"and {len(names) - _TOLD} more"] if len(names) > _TOLD else []))


def _digest(folder: Path) -> str:
    found = hashlib.sha256()
    files = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    for name, path in sorted((path.relative_to(folder).as_posix(), path) for path in files):
        found.update(f"{name}\0".encode())
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()[:12]
