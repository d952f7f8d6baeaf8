"""sbom.json: what the release was made with, and what of others it carries, as a CycloneDX 1.6 bill of materials.

In: the packages that ruydad needs (`dependencies.py`) and `carried.csv` (what the page carries of others). Out: the
bill; the same packages give the same bytes, so it has no time of day, and its serial number is a digest of the rest.
"""

import csv
import json
import uuid
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from pipeline.release.dependencies import OURS, Package, licence_of, needed, needs_of_ours

SBOM = "sbom.json"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://cyclonedx.org/schema/bom-1.6.schema.json")


@cache
def bill() -> dict[str, Any]:
    """The bill of materials; raises RuydadError where ruydad is not installed."""
    packages = needed()
    ours = distribution(OURS)
    root = _component(Package(OURS, ours.version, licence_of(ours), ()), OURS, "application")
    references = {name: _purl(name, package.version) for name, package in packages.items()}
    components = [{**_component(package, name), "scope": "required"} for name, package in packages.items()]
    carried = carried_components()
    top = [references[name] for name in needs_of_ours() if name in references] + [each["bom-ref"] for each in carried]
    tree = [{"ref": root["bom-ref"], "dependsOn": sorted(top)}]
    tree += [
        {"ref": references[name], "dependsOn": [references[each] for each in package.needs]}
        for name, package in packages.items()
    ]
    told = {"metadata": {"component": root}, "components": [*components, *carried], "dependencies": tree}
    serial = uuid.uuid5(_NAMESPACE, json.dumps(told, sort_keys=True))
    return {"bomFormat": "CycloneDX", "specVersion": "1.6", "serialNumber": f"urn:uuid:{serial}", "version": 1, **told}


def carried_components() -> list[dict[str, Any]]:
    """What the page carries of others, as components."""
    with Path(__file__).with_name("carried.csv").open(encoding="utf-8", newline="") as file:
        return [
            {
                "type": row["type"],
                "bom-ref": row["purl"],
                "name": row["name"],
                "version": row["version"],
                "description": row["what"],
                "licenses": _licences(row["licence"]),
                "purl": row["purl"],
            }
            for row in csv.DictReader(file)
        ]


def _purl(name: str, version: str) -> str:
    return f"pkg:pypi/{name}@{version}"


def _component(package: Package, name: str, kind: str = "library") -> dict[str, Any]:
    purl = _purl(name, package.version)
    told = {"type": kind, "bom-ref": purl, "name": package.name, "version": package.version}
    return {**told, "licenses": _licences(package.licence), "purl": purl}


def _licences(licence: str | None) -> list[dict[str, Any]]:
    if licence is None:
        return []
    return [{"expression": licence}] if " " in licence else [{"license": {"id": licence}}]
