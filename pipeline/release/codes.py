"""The code lists as files of the release.

In: the code lists of `pipeline/schema`. Out: `codes/NAME.csv` in the CSV dialect of the tables.
"""

from pathlib import Path

from pipeline.release.csvs import inert, write_rows
from pipeline.schema.codes import list_names, read_codes


def write_codes(folder: Path) -> None:
    """Write every code list under `folder/codes`."""
    for name in list_names():
        rows = read_codes(name)
        write_rows(folder / "codes" / f"{name}.csv", rows[0], ([inert(cell) for cell in row.values()] for row in rows))
