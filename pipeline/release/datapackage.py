"""datapackage.json: the release described for machines, as a Frictionless Data Package (version 2).

In: the tables and the folder they were written to. Out: a descriptor with a resource for every CSV, Parquet and code
list file, for the workbook and the bill of materials, fields, keys, constraints, licence and sources. `frictionless validate` reads every CSV
against it.
"""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pipeline.release.files import write_json
from pipeline.release.sbom import SBOM
from pipeline.schema.codes import COLUMNS, codes, list_names, read_codes
from pipeline.schema.fields import Field
from pipeline.schema.row_checks import PATTERNS
from pipeline.schema.tables import TABLES, Table

SCHEMA = "https://datapackage.org/profiles/2.0/datapackage.json"
CSV_TYPES: dict[str, dict[str, Any]] = {
    "string": {"type": "string"},
    "date": {"type": "date"},
    "datetime": {"type": "datetime", "format": "%Y-%m-%d %H:%M:%S"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
    "list": {"type": "list", "delimiter": "; ", "itemType": "string"},
}
CC_BY = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0 International",
}
SOURCES = (
    {"title": "GeoNames, CC BY 4.0 (places, coordinates, identifiers)", "path": "https://www.geonames.org/"},
    {"title": "Unicode CLDR, Unicode License v3 (country names)", "path": "https://cldr.unicode.org/"},
    {
        "title": "Natural Earth 4.1, public domain, through world-atlas (outlines of the map in explorer/)",
        "path": "https://www.naturalearthdata.com/",
    },
    {"title": "ACLED Codebook (names of event types; definitions in our own words)", "path": "https://acleddata.com/"},
    {"title": "PLOVER (names of event types and modes)", "path": "https://github.com/openeventdata/PLOVER"},
)
TITLE = "ruydad: conflict events from Persian-language news"
TITLE_FA = "رویداد: رخدادهای درگیری از خبرهای فارسی"
DESCRIPTION = (
    "Event rows, claims, tolls and incidents read from Persian news articles. A row is what one source says; "
    "incidents derive from rows by a named rule. CODEBOOK.md explains every column and code."
)
WORKBOOK = "ruydad.xlsx"
_LARGE = 60  # longer code lists are left to the code list file


def descriptor(
    folder: Path, names: Iterable[str], version: str, record: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The descriptor of a release folder; `record` holds what else is to be told of how it was made."""
    resources = [
        resource
        for name in names
        for resource in (_csv_resource(folder, TABLES[name]), _parquet_resource(folder, TABLES[name]))
        if resource
    ]
    resources += [_code_resource(folder, name) for name in list_names() if (folder / "codes" / f"{name}.csv").exists()]
    resources += [_workbook_resource(folder)] if (folder / WORKBOOK).exists() else []
    resources += [_sbom_resource(folder)] if (folder / SBOM).exists() else []
    return {
        "$schema": SCHEMA,
        "name": "ruydad",
        "title": TITLE,
        "title_fa": TITLE_FA,
        "description": DESCRIPTION,
        "version": version,
        "licenses": [CC_BY],
        "sources": list(SOURCES),
        "keywords": ["conflict", "events", "Persian", "news", "claims", "casualties"],
        **(record or {}),
        "resources": resources,
    }


def write_datapackage(
    folder: Path, names: Iterable[str], version: str, record: Mapping[str, Any] | None = None
) -> None:
    """Write `datapackage.json` beside the files it describes."""
    write_json(folder / "datapackage.json", descriptor(folder, names, version, record))


def _file(path: Path) -> dict[str, Any]:
    content = path.read_bytes()
    return {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}


def _csv_resource(folder: Path, table: Table) -> dict[str, Any] | None:
    path = folder / f"{table.name}.csv"
    if not path.exists():
        return None
    return {
        "name": table.name,
        "type": "table",
        "path": path.name,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"csv": {"lineTerminator": "\r\n"}},
        "title": table.name,
        "description": table.description_en,
        "description_fa": table.description_fa,
        **_file(path),
        "schema": _table_schema(folder, table),
    }


def _parquet_resource(folder: Path, table: Table) -> dict[str, Any] | None:
    path = folder / f"{table.name}.parquet"
    if not path.exists():
        return None
    return {
        "name": f"{table.name}-parquet",
        "type": "file",
        "path": path.name,
        "scheme": "file",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "title": f"{table.name} (Parquet, the reference form)",
        "description": table.description_en,
        "description_fa": table.description_fa,
        **_file(path),
    }


def _workbook_resource(folder: Path) -> dict[str, Any]:
    """The workbook as a file: its rows are described with the CSV files, and a cell of it may be cut."""
    return {
        "name": "ruydad-xlsx",
        "type": "file",
        "path": WORKBOOK,
        "scheme": "file",
        "format": "xlsx",
        "mediatype": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "title": "incidents, events, sources and codebook as one workbook",
        "description": "Sheets readme, incidents, events, sources and codebook, right to left.",
        "description_fa": "برگه‌های readme، incidents، events، sources و codebook، راست به چپ.",
        **_file(folder / WORKBOOK),
    }


def _sbom_resource(folder: Path) -> dict[str, Any]:
    return {
        "name": "sbom",
        "type": "file",
        "path": SBOM,
        "scheme": "file",
        "format": "json",
        "mediatype": "application/vnd.cyclonedx+json; version=1.6",
        "encoding": "utf-8",
        "title": "Bill of materials (CycloneDX)",
        "description": "The packages that made this release and what its page carries of others: versions and licences.",
        "description_fa": "بسته‌هایی که این انتشار با آن‌ها ساخته شده و آنچه صفحه‌اش از دیگران دارد: نسخه‌ها و پروانه‌ها.",
        **_file(folder / SBOM),
    }


def _code_resource(folder: Path, name: str) -> dict[str, Any]:
    path = folder / "codes" / f"{name}.csv"
    first = read_codes(name)[0]
    return {
        "name": f"codes-{name.replace('_', '-')}",
        "type": "table",
        "path": f"codes/{path.name}",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"csv": {"lineTerminator": "\r\n"}},
        "title": f"Code list {name}",
        **_file(path),
        "schema": {
            "fields": [_code_field(column) for column in first],
            "primaryKey": ["code"],
        },
    }


def _code_field(column: str) -> dict[str, Any]:
    told: dict[str, Any] = {"name": column, "type": "integer" if column in ("low", "high") else "string"}
    if column in COLUMNS:
        told["constraints"] = {"required": True}
    return told


def _table_schema(folder: Path, table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": [_field(each, table.requires(each.name)) for each in table.fields]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    foreign = [
        {
            "fields": [column],
            "reference": {"resource": "" if other == table.name else other, "fields": [key]},
        }
        for column, (other, key) in table.foreign.items()
        if (folder / f"{other}.csv").exists()
    ]
    if foreign:
        schema["foreignKeys"] = foreign
    schema["missingValues"] = [""]
    return schema


def _field(each: Field, required: bool) -> dict[str, Any]:
    told: dict[str, Any] = {"name": each.name, **CSV_TYPES[each.type]}
    told |= {"description": each.description_en, "description_fa": each.description_fa}
    if each.unit:
        told["unit"] = each.unit
    if each.codes:
        told["codes"] = [f"codes/{part}.csv" for part in each.code_lists]
    limits: dict[str, Any] = {}
    if required and each.type != "list":
        limits["required"] = True
    if each.type == "string" and each.codes and len(codes(each.codes)) <= _LARGE:
        limits["enum"] = [row["code"] for row in read_codes(each.codes)]
    if each.name in PATTERNS:
        limits["pattern"] = PATTERNS[each.name][0]
    if limits:
        told["constraints"] = limits
    return told
