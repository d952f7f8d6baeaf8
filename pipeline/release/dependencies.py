"""The packages that ruydad needs when it runs: their versions, licences, and which needs which.

In: what is installed, by its metadata, and `licences.csv` (SPDX name, other spellings of it, whether a package that is
always needed may bear it, why). Out: `Package`s by name. Markers are read for every Python and system that ruydad runs
on, not for this one alone, so that the same packages give the same list everywhere.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email import message_from_string
from email.message import Message
from functools import cache
from importlib.metadata import Distribution, PackageMetadata, PackageNotFoundError, distribution
from itertools import product
from pathlib import Path

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from pipeline.run.errors import RuydadError

OURS = "ruydad"
_EXTRA = re.compile(r"extra\s*==\s*['\"]([^'\"]+)")
_LONGEST = 60  # a licence field longer than this holds the text of the licence, not its name
_SYSTEMS = (
    {"sys_platform": "linux", "platform_system": "Linux"},
    {"sys_platform": "darwin", "platform_system": "Darwin"},
)
_PYTHONS = ("3.12", "3.13")
_SAME = {
    "implementation_name": "cpython",
    "os_name": "posix",
    "platform_machine": "x86_64",
    "platform_python_implementation": "CPython",
    "platform_release": "",
    "platform_version": "",
}


@dataclass(frozen=True, slots=True)
class Package:
    """An installed package: `licence` as SPDX writes it, or None where its metadata leave it open."""

    name: str
    version: str
    licence: str | None
    needs: tuple[str, ...]


def needed(roots: Iterable[str] | None = None) -> dict[str, Package]:
    """Every package that `roots` (requirements; untold, those of ruydad) lead to, by its normal name, in order.

    Raises RuydadError where ruydad itself is not installed.
    """
    return dict(sorted(_found(tuple(_ours() if roots is None else roots)).items()))


def may_be_needed(licence: str | None) -> bool:
    """Whether a package that is always needed may bear this licence: of a choice one, of several together each."""
    if licence is None:
        return False
    allowed = {row["licence"] for row in _licences() if row["may_be_needed"] == "yes"}
    return any(all(part in allowed for part in choice.split(" AND ")) for choice in licence.split(" OR "))


def needs_of_ours(extra: str = "") -> tuple[str, ...]:
    """Names of the packages that ruydad names itself, without its extras or of one of them."""
    return tuple(sorted({name for name, _ in _wanted(_ours(), frozenset({extra}))}))


def _ours() -> list[str]:
    try:
        return distribution(OURS).requires or []
    except PackageNotFoundError as error:
        raise RuydadError(
            "ruydad is not installed in this Python, so its packages are not known: make install."
        ) from error


@cache
def _found(roots: tuple[str, ...]) -> dict[str, Package]:
    pending = list(_wanted(roots, frozenset()))
    seen: set[tuple[str, frozenset[str]]] = set()
    found: dict[str, Package] = {}
    needs: dict[str, set[str]] = {}
    while pending:
        name, extras = pending.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        try:
            package = distribution(name)
        except PackageNotFoundError:  # wanted on other systems or Pythons only
            continue
        told = _head(package)
        wanted = list(_wanted(told.get_all("Requires-Dist") or package.requires or [], extras))
        pending += wanted
        needs.setdefault(name, set()).update(other for other, _ in wanted if other != name)
        found[name] = Package(told["Name"], told["Version"], licence_in(told), ())
    return {
        name: Package(each.name, each.version, each.licence, tuple(sorted(needs[name] & found.keys())))
        for name, each in found.items()
    }


def _wanted(requirements: Iterable[str], extras: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """Name and extras of each requirement that holds on some Python and system, with these extras."""
    named = set(map(canonicalize_name, extras))
    for line in requirements:
        if " or " not in line and not named.issuperset(map(canonicalize_name, _EXTRA.findall(line))):
            continue  # most lines, and to evaluate a marker takes long
        told = Requirement(line)
        if told.marker is None or any(
            told.marker.evaluate(
                {**_SAME, **system, "python_version": python, "python_full_version": f"{python}.0", "extra": extra}
            )
            for system, python, extra in product(_SYSTEMS, _PYTHONS, sorted(extras | {""}))
        ):
            yield canonicalize_name(told.name), frozenset(told.extras)


def licence_of(package: Distribution) -> str | None:
    """The licence as an SPDX expression."""
    return licence_in(package.metadata)


def _head(package: Distribution) -> Message:
    """The metadata without the description that follows: most of the file, and slow to parse."""
    text = package.read_text("METADATA") or package.read_text("PKG-INFO") or ""
    return message_from_string(text.partition("\n\n")[0])


def licence_in(told: PackageMetadata | Message) -> str | None:
    """The licence from its own field, the older free text, or the classifiers, in this order."""
    free = " ".join((told.get("License") or "").split())
    classified = [each.removeprefix("License :: ") for each in told.get_all("Classifier") or [] if "License" in each]
    for spelling in (told.get("License-Expression"), free if len(free) <= _LONGEST else None, *classified):
        if not spelling:
            continue
        if spelling in _spellings():
            return _spellings()[spelling]
        try:
            return str(canonicalize_license_expression(spelling))
        except InvalidLicenseExpression:
            continue
    return None


@cache
def _licences() -> tuple[dict[str, str], ...]:
    with Path(__file__).with_name("licences.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def _spellings() -> dict[str, str]:
    return {spelling: row["licence"] for row in _licences() for spelling in row["spellings"].split("|") if spelling}
