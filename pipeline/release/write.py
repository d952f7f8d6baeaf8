"""The release: tables checked, then written in every form.

In: tables in memory. Out: the files of the release folder; or `RuydadError` with the first faults and nothing written.
"""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from pipeline.release import changes, codebook, codebook_page, names
from pipeline.release.cells import ROWS_AT_ONCE, blocks
from pipeline.release.codes import write_codes
from pipeline.release.csvs import write_csv_parts
from pipeline.release.datapackage import WORKBOOK, write_datapackage
from pipeline.release.files import write_json, write_text
from pipeline.release.metrics import faults_of_conservation, metrics
from pipeline.release.parquet import read_parts, write_parquet
from pipeline.release.published import UNPUBLISHED, latest, published
from pipeline.release.sbom import SBOM, bill
from pipeline.release.sheets import write_workbook
from pipeline.release.texts import texts_at, with_heads
from pipeline.release.validate import faults_of_release
from pipeline.run.errors import RuydadError
from pipeline.schema.tables import TABLES, as_table

Tables = Mapping[str, pd.DataFrame]
Files = Mapping[str, Path]
_TOLD = 5


@dataclass(frozen=True, slots=True)
class Making:
    """How a release was made: its version, what stages counted, and the release before it.

    `releases` is the folder of records of published releases (pipeline/release/published.py), `record` what else to
    tell in datapackage.json; `scores` what stage scores measured. `withhold_names` masks the names of victims that extraction
    knows of (pipeline/release/names.py); `without_text` leaves out texts, titles and sentences of articles.
    """

    version: str
    counted: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    previous: Path | None = None
    releases: Path | None = None
    record: Mapping[str, Any] = field(default_factory=dict)
    scores: Mapping[str, Any] | None = None
    withhold_names: bool = False
    without_text: bool = False


def write_tables(tables: Tables, out_dir: Path, *, csv: bool = True, written: Files | None = None) -> None:
    """Check the tables and write each as Parquet and, unless told not to, as CSV; raises `RuydadError` on a fault.

    `written` are Parquet files that hold tables as they are here; articles may lack their texts then.
    """
    whole = {name: as_table(name, tables[name]) for name in TABLES if name in tables}
    files = written or {}
    refuse(faults_of_release(tables, partial(texts_at, files["articles"]) if "articles" in files else None))
    for name, frame in whole.items():
        if name in files:
            out_dir.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(files[name], out_dir / f"{name}.parquet")
        else:
            write_parquet(name, frame, out_dir / f"{name}.parquet")
        if csv:
            parts = (
                read_parts(name, files[name], ROWS_AT_ONCE) if name in files and name == "articles" else blocks(frame)
            )
            write_csv_parts(name, parts, out_dir / f"{name}.csv")


def write_release(tables: Tables, out_dir: Path, making: Making, written: Files | None = None) -> None:
    """Write a whole release: tables, code lists, codebook, metrics, changes, workbook, bill of materials, descriptor.

    `written` as for `write_tables`: what is withheld or left out is written anew. Names are withheld in tables with
    their texts alone.
    """
    counts = metrics(tables, making.counted)
    refuse(faults_of_conservation(counts["stages"]))
    refuse(codebook.faults_of_codebook(), "The codebook is not whole:")
    tables, shown, written = _withheld(tables, making, written or {})
    write_tables(tables, out_dir, written=written)
    write_codes(out_dir)
    described = codebook.Described(shown)
    write_text(out_dir / "CODEBOOK.md", codebook.markdown(described, making.scores))
    write_text(out_dir / "codebook.html", codebook_page.page(described, making.scores))
    write_json(out_dir / "metrics.json", counts)
    if making.scores is not None:
        write_json(out_dir / "scores.json", making.scores)
    told = published(making.releases, making.version, out_dir)
    version, text = (making.version, told.changes) if told else _unpublished(making, out_dir, counts["rows"])
    write_text(out_dir / "CHANGES.md", text)
    write_workbook(tables, out_dir / WORKBOOK, version, described=described)
    write_json(out_dir / SBOM, bill())
    present = [name for name in TABLES if name in tables]
    write_datapackage(out_dir, present, version, {**making.record, **(told.record if told else {})})


def _withheld(tables: Tables, making: Making, written: Files) -> tuple[Tables, Tables, Files]:
    """The tables as they are published, those that the codebook takes examples from, and the files that still hold."""
    shown = tables
    if making.withhold_names:
        shown = names.withhold_names(tables, texts=True)
        tables, written = names.withhold_names(tables), {}
    if making.without_text:
        tables, shown = names.without_texts(tables), names.without_texts(shown)
        written = {name: path for name, path in written.items() if name not in ("articles", "events")}
    elif "articles" in written:
        shown = {**shown, "articles": with_heads(shown["articles"], written["articles"])}
    return tables, shown, written


def _unpublished(making: Making, out_dir: Path, rows: Mapping[str, int]) -> tuple[str, str]:
    """The version of a release of which no record tells, and the text of its changes."""
    last = latest(making.releases)
    version = f"{making.version}+changed" if last == making.version else making.version
    if making.previous is not None:
        return version, changes.markdown(changes.compare(making.previous, out_dir))
    return version, changes.first_release(rows) if last is None else UNPUBLISHED.format(version=last)


def refuse(sentences: list[str], heading: str = "The tables are not as they should be:") -> None:
    """Raise `RuydadError` with the first few sentences, if there are any."""
    if sentences:
        more = len(sentences) - _TOLD
        rest = [f"… and {more} more." if more > 1 else "… and one more."] if more > 0 else []
        raise RuydadError("\n".join([heading, *sentences[:_TOLD], *rest]))
