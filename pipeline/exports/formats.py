"""The formats of `ruydad export`, and an export with its README as files.

In: a release, a format's name, a path. Out: the file or folder, and a README beside it that tells what is in it, what
is not, and why; how many rows went out and how many did not.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.exports import acled, brat, geojson, labelstudio, polecat, ucdp_ged
from pipeline.exports.inputs import REASONS, Release
from pipeline.exports.made import Made, columns
from pipeline.release.csvs import inert, write_rows
from pipeline.release.files import write_text
from pipeline.release.markdown import table_row
from pipeline.run.errors import UsageError


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its title, the name its file bears in a folder (empty: it is a folder), what a reader must know."""

    title: str
    file: str
    make: Callable[..., Made]
    about: str
    holds_texts: bool = False


_NAMES = (
    "Sentences, headlines and words that may name victims are in it (--include-names): think before you publish it."
)
_NO_NAMES = "Sentences, headlines and words that may name a victim are withheld; --include-names puts them in."
FORMATS = {
    "acled": Format(
        "ACLED-shaped CSV: incidents",
        "acled.csv",
        acled.export,
        "Columns and codes of ACLED's codebook. These are not ACLED's events: cite the release, not ACLED.",
    ),
    "ucdp-ged": Format(
        "UCDP-GED-candidate-shaped CSV: fatal incidents",
        "ucdp_ged_candidates.csv",
        ucdp_ged.export,
        "Columns of UCDP's Candidate Events Dataset. Machine-coded candidates, not events of UCDP. Only incidents that "
        "killed somebody qualify.",
    ),
    "polecat": Format(
        "POLECAT-shaped CSV in PLOVER codes: event rows",
        "polecat.csv",
        polecat.export,
        "One row is what one source says in one article: several rows may tell one happening. POLECAT itself is "
        "tab-separated; this is CSV.",
    ),
    "geojson": Format(
        "GeoJSON (RFC 7946): incidents",
        geojson.FILE,
        geojson.export,
        "Longitude comes before latitude. A point stands only for a site, a settlement or a district.",
    ),
    "labelstudio": Format(
        "Label Studio tasks with predictions: event rows",
        labelstudio.TASKS,
        labelstudio.export,
        "Make a project with the configuration beside, import the tasks, export as JSON, then ruydad "
        "import-annotations. Holds whole articles: not for publication. Offsets are code points.",
        holds_texts=True,
    ),
    "brat": Format(
        "brat standoff folder: articles with their event rows",
        "",
        brat.export,
        "Put the folder under brat's data folder; bring it back with ruydad import-annotations. Holds whole articles: "
        "not for publication. Offsets are code points; line ends must stay as they are.",
        holds_texts=True,
    ),
}


def write_export(release: Release, name: str, out: Path, *, names: bool = False) -> tuple[Made, Path]:
    """Write an export and its README; what was made and where it stands. An existing folder gets the file inside."""
    form = FORMATS[name]
    if form.file and out.is_dir():
        out = out / form.file
    if not form.file and out.is_file():
        raise UsageError(f"{out} is a file; {name} needs a folder.")
    if not form.file and out.is_dir() and next(out.iterdir(), None) is not None:
        raise UsageError(f"{out} is not empty, and annotations in it may be somebody's work; name a new folder.")
    made = form.make(release, names=names)
    if made.rows is not None:
        header = [each.column for each in columns(name)]
        write_rows(out, header, ([cell(row.get(each)) for each in header] for row in made.rows))
    for file, text in made.texts.items():
        write_text(_place(form, out, file), text)
    write_text(_place(form, out, "README.md"), readme(name, made, release.version, names=names))
    return made, out


def _place(form: Format, out: Path, file: str) -> Path:
    """Where a file of an export goes: into the folder, or beside the main file with its name before."""
    if not form.file:
        return out / file
    if file == form.file:
        return out
    return out.with_name(f"{out.stem}.{file.removeprefix(f'{Path(form.file).stem}.')}")


def cell(value: object) -> str:
    """A value as a CSV cell: null empty, text that a spreadsheet would run made inert, numbers as they are."""
    if value is None:
        return ""
    return inert(value) if isinstance(value, str) else repr(value) if isinstance(value, float) else str(value)


def counts(made: Made) -> list[str]:
    """What went out and what did not, line by line; they add up."""
    whole = made.exported + sum(made.left_out.values())
    lines = [f"{made.exported} of {whole} {made.unit} exported"]
    lines += [f"{count} left out: {REASONS[reason]}" for reason, count in sorted(made.left_out.items())]
    return lines


def explain(name: str) -> list[tuple[str, str, str]]:
    """The table of a format: column, what it is made from, what is lost."""
    return [(each.column, each.source or "–", each.lost) for each in columns(name)]


def readme(name: str, made: Made | None = None, version: str = "", *, names: bool = False) -> str:
    """A format's README: what it is, the counts of one export, the table of its columns."""
    form = FORMATS[name]
    head = [f"# {form.title}", "", form.about, ""]
    if made is not None:
        head += [
            f"From release {version or 'without a version'} of ruydad.",
            "",
            *(f"- {each}" for each in counts(made)),
            "",
        ]
    if made is not None and not form.holds_texts:
        head += [_NAMES if names else _NO_NAMES, ""]
    if made is None or made.rows is not None:
        head += ["An empty cell is what nobody told or what the release does not know.", ""]
    return "\n".join([*head, *_table(explain(name)), ""])


def _table(rows: Iterable[tuple[str, str, str]]) -> list[str]:
    lines = ["| column | from | what is lost |", "|---|---|---|"]
    return lines + [table_row(row) for row in rows]
