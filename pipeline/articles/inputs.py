"""Reading whatever is given: every record becomes an article or a rejection, nothing stops the run.

In: files, folders, patterns and addresses of them: plain text (with sidecars), HTML, JSON Lines, JSON, CSV and TSV,
Parquet, RSS and Atom, WARC, each also gzipped. Out: `Article`s and `Rejected`s in one order, one record in memory at a
time; `Counts` tells afterwards that none was lost. Names of fields are in `fields.csv`, codes of rejections in
`reasons.csv`.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pipeline.articles.admission import Admission
from pipeline.articles.article import Article, Counts, Rejected
from pipeline.articles.files import find_files
from pipeline.articles.input_file import InputFile
from pipeline.articles.known import KnownTexts
from pipeline.articles.limits import Limits
from pipeline.articles.readers.formats import detect_format
from pipeline.articles.readers.json_values import read_json, read_json_lines
from pipeline.articles.readers.plain import read_plain
from pipeline.articles.readers.sidecar import add_sidecar
from pipeline.articles.record import Fault, InputFault, Record
from pipeline.articles.streams import Source, open_source, sentence_of

Reader = Callable[[Source, Limits], Iterator[Record | Fault]]


def read_inputs(
    inputs: Sequence[str | Path],
    limits: Limits | None = None,
    counts: Counts | None = None,
    known: KnownTexts | None = None,
) -> Iterator[Article | Rejected]:
    """Articles and rejections of all inputs, as they are read; `counts` is filled on the way.

    `known` tells what earlier runs found out about texts. Raises nothing for anything that a file may hold; RuydadError where an address cannot be reached.
    """
    limits = limits or Limits()
    counts = counts if counts is not None else Counts()
    admission = Admission(limits, counts, known)
    for file in find_files(inputs):
        if isinstance(file, InputFile):
            counts.files += 1
            items, name = read_file(file, limits), file.name
        else:
            items, name = iter([Fault(None, file.reason, file.detail)]), file.label or ""
        for item in items:
            counts.records += 1
            outcome = admission.judge(item, name)
            counts.add(outcome)
            yield outcome


def read_file(file: InputFile, limits: Limits) -> Iterator[Record | Fault]:
    """The records of one file; a file that gives none, or breaks, gives a Fault."""
    given = 0
    try:
        with open_source(file.path, file.name, limits) as source:
            for item in _items(source, file, limits):
                given += 1
                yield item
            if not given:
                yield Fault(None, "empty", "the file holds no record")
    except InputFault as fault:
        yield Fault(_after(given), fault.reason, fault.detail)
    except Exception as error:  # whatever a hostile file makes a library raise: it is told, and the run goes on
        yield Fault(_after(given), "unreadable", f"the file cannot be read to its end ({sentence_of(error)})")


def _after(given: int) -> str | None:
    return f"after record {given}" if given else None


def _items(source: Source, file: InputFile, limits: Limits) -> Iterator[Record | Fault]:
    name = detect_format(source.inner_name, source.head)
    if name is None:
        raise InputFault("unsupported_format", "neither its name nor its first bytes say a format that is read")
    for item in _reader(name)(source, limits):
        if file.sidecar is not None and name in ("plain", "page") and isinstance(item, Record):
            fault = add_sidecar(item, file.sidecar, limits)
            if fault is not None:
                yield fault
        yield item


def _reader(name: str) -> Reader:
    """The reader of a format; those that need a large library are imported when first used."""
    if name == "plain":
        return read_plain
    if name == "json_lines":
        return read_json_lines
    if name == "json":
        return read_json
    if name == "csv":
        from pipeline.articles.readers.csv_rows import read_csv

        return read_csv
    if name == "parquet":
        from pipeline.articles.readers.parquet_rows import read_parquet

        return read_parquet
    if name == "page":
        from pipeline.articles.readers.pages import read_page

        return read_page
    if name == "feed":
        from pipeline.articles.readers.feeds import read_feed

        return read_feed
    from pipeline.articles.readers.warc_records import read_warc

    return read_warc
