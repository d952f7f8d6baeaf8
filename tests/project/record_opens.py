"""Run a module as a program and write down which files below the working directory it tried to open.

    python record_opens.py MODULE FILE.json

Files that Arrow's own code opens (Parquet) are not seen.
"""

import json
import os
import runpy
import sys
from pathlib import Path

HERE = Path.cwd()
opened: set[str] = set()


def _record(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and isinstance(arguments[0], str | bytes | os.PathLike):
        path = Path(os.path.normpath(HERE / os.fsdecode(arguments[0])))  # type: ignore[arg-type]
        if path.is_relative_to(HERE):
            opened.add(path.relative_to(HERE).as_posix())


module, record = sys.argv[1:3]
sys.argv = [module]
sys.path.insert(0, str(HERE))
sys.addaudithook(_record)
try:
    runpy.run_module(module, run_name="__main__")
finally:
    written = sorted(opened)
    Path(record).write_text(json.dumps(written), encoding="utf-8")
