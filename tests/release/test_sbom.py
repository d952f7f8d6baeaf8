"""The bill of materials is whole, valid and the same each time, and no package that is always needed binds ruydad."""

import csv
import json
import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from pipeline.release import sbom
from pipeline.release.dependencies import Package, licence_of, may_be_needed, needed
from pipeline.release.write import Making, write_release

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PINNED = {
    canonicalize_name(name): version
    for name, version in re.findall(r"^([\w.-]+)==(\S+)$", (ROOT / "requirements.lock").read_text("utf-8"), re.M)
}
VENDORED = (ROOT / "pipeline" / "explorer" / "vendor" / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def packages():
    """What the dependencies of pyproject.toml lead to."""
    return needed(PROJECT["dependencies"])


@pytest.fixture
def bill(packages, monkeypatch):
    """The bill of those packages, made anew."""
    monkeypatch.setattr(sbom, "needed", lambda: packages)
    return sbom.bill.__wrapped__()


def test_every_package_has_its_pinned_version_a_licence_and_a_purl(bill, packages):
    found = {each["purl"]: each for each in bill["components"]}
    assert len(found) == len(bill["components"])
    assert {canonicalize_name(Requirement(line).name) for line in PROJECT["dependencies"]} <= set(packages)
    for name in packages:
        told = found[f"pkg:pypi/{name}@{PINNED[name]}"]
        assert told["version"] == PINNED[name]
        assert told["licenses"], f"{name}: its licence is not understood; add its spelling to licences.csv"


def test_no_package_that_is_always_needed_has_a_licence_outside_the_list(packages):
    assert [package for package in packages.values() if not may_be_needed(package.licence)] == []


def test_packages_of_packages_are_there_with_what_they_need(packages):
    assert {"tld", "jalali-core", "six"} <= set(packages)  # of courlan, of jdatetime, of dateutil
    assert "numpy" in packages["pandas"].needs and "tld" in packages["courlan"].needs
    assert "lxml" in packages["justext"].needs
    assert "pytest" not in packages and "krippendorff" not in packages


def test_the_bill_is_a_cyclonedx_document(bill):
    assert (bill["bomFormat"], bill["specVersion"], bill["version"]) == ("CycloneDX", "1.6", 1)
    assert re.fullmatch(
        r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", bill["serialNumber"]
    )
    everything = [bill["metadata"]["component"], *bill["components"]]
    for each in everything:
        assert each["type"] in ("application", "library", "data")
        assert each["name"] and each["version"] and each["purl"] == each["bom-ref"]
        for licence in each["licenses"]:
            assert list(licence) in (["license"], ["expression"])
    references = {each["bom-ref"] for each in everything}
    assert {each["ref"] for each in bill["dependencies"]} <= references
    assert {other for each in bill["dependencies"] for other in each["dependsOn"]} <= references


def test_the_bill_is_the_same_each_time_and_another_for_another_version(bill, packages, monkeypatch):
    assert sbom.bill.__wrapped__() == bill
    older = packages | {"six": Package("six", "1.0", "MIT", ())}
    monkeypatch.setattr(sbom, "needed", lambda: older)
    assert sbom.bill.__wrapped__()["serialNumber"] != bill["serialNumber"]


def test_what_the_page_carries_is_what_its_folder_says():
    rows = list(csv.DictReader((ROOT / "pipeline/release/carried.csv").read_text("utf-8").splitlines()))
    told = re.findall(r"npm `([\w-]+)`.*?\| ([\d.]+) \|", VENDORED)
    assert [(row["name"], row["version"]) for row in rows] == told


class Told:
    """A distribution as far as licences go."""

    def __init__(self, expression=None, free=None, classifiers=()):
        self.metadata = self
        self.told = {"License-Expression": expression, "License": free}
        self.classifiers = [f"License :: {each}" for each in classifiers]

    def get(self, field):
        return self.told[field]

    def get_all(self, field):
        return self.classifiers


@pytest.mark.parametrize(
    ("told", "licence", "allowed"),
    [
        (Told("mit"), "MIT", True),
        (Told(free="Apache License, Version 2.0"), "Apache-2.0", True),
        (
            Told(free="Copyright (c) of someone. " * 9, classifiers=["OSI Approved :: BSD License"]),
            "BSD-3-Clause",
            True,
        ),
        (Told("GPL-2.0-only OR MPL-1.1"), "GPL-2.0-only OR MPL-1.1", True),
        (Told("MIT AND GPL-2.0-only"), "MIT AND GPL-2.0-only", False),
        (Told("GPL-3.0-or-later"), "GPL-3.0-or-later", False),
        (Told(free="ask me"), None, False),
    ],
)
def test_licences_are_read_from_the_metadata(told, licence, allowed):
    assert licence_of(told) == licence
    assert may_be_needed(licence) is allowed


def test_a_release_has_its_bill_and_describes_it(release_tables, tmp_path):
    write_release(release_tables, tmp_path, Making("0.1.0"))
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert {"sbom"} == {each["name"] for each in package["resources"] if each["path"] == "sbom.json"}
    assert json.loads((tmp_path / "sbom.json").read_text(encoding="utf-8"))["bomFormat"] == "CycloneDX"
    titles = " ".join(each["title"] for each in package["sources"])
    assert all(name in titles for name in ("GeoNames, CC BY 4.0", "Unicode CLDR", "Natural Earth"))
