"""From inputs to a release folder in one go: what `ruydad run` does, by the stages' own functions.

In: files, folders, globs. Out: every table and file of a release under the output folder, and its explorer; all of it
new, or where the work fails all of it as it was (pipeline/run/replacement.py).
"""

import errno
import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any

from xlsxwriter.exceptions import FileCreateError

from pipeline.articles.article import Counts
from pipeline.articles.limits import Limits
from pipeline.explorer.build import build_explorer
from pipeline.release.write import Making
from pipeline.run.errors import RuydadError
from pipeline.run.extraction import extract_tables
from pipeline.run.fingerprint import fingerprint
from pipeline.run.last_pages import LastPages
from pipeline.run.last_texts import LastTexts
from pipeline.run.notices import notices
from pipeline.run.refusals import refuse_nothing, refuse_to_overwrite
from pipeline.run.replacement import replacing_release
from pipeline.stages import articles as articles_stage
from pipeline.stages import incidents as incidents_stage
from pipeline.stages import release as release_stage

VERSION = "0.1.0"
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_CLOSED = (errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOENT, errno.ENOTDIR)


def build_release(
    inputs: Sequence[str | Path],
    out: Path,
    *,
    limits: Limits | None = None,
    rule: str = "representative",
    workers: int = 1,
    scheduler: str | None = None,
    previous: Path | None = None,
    withhold_names: bool = False,
    without_text: bool = False,
    cache: Path | None = None,
    say: Callable[[str], None] = lambda sentence: None,
    progress: Callable[[str, int, int | None], None] = lambda stage, done, total: None,
) -> Mapping[str, Any]:
    """Read, extract, link and write; the metrics of the release. Nothing is left in `out` but the release.

    Raises UsageError where files that no run wrote would be written over, RuydadError where no input became an article.
    `cache` is a folder with what was read before (pipeline/run/extraction_cache.py); `say` tells a person of it.
    """
    with _said_plainly(out), replacing_release(out) as new:
        refuse_to_overwrite(out, inputs)
        with tempfile.TemporaryDirectory(prefix="work-", dir=new.parent) as work:
            interim, extracted = Path(work), Path(work) / "extracted"
            progress("articles", 0, None)
            counts = _taken_in(inputs, limits or Limits(), interim, cache, say)
            progress("events", 0, counts.articles)
            read = partial(extract_tables, workers=workers, scheduler=scheduler, cache=cache, say=say)
            kept = read(interim, extracted, progress=lambda count: progress("events", count, counts.articles))["kept"]
            refuse_nothing(kept, extracted / "rejected.parquet")
            progress("incidents", 0, None)
            tables = incidents_stage.build(extracted, interim / "linked", rule=rule)
            progress("release", 0, None)
            making = Making(VERSION, previous=previous, withhold_names=withhold_names, without_text=without_text)
            release_stage.build(interim, new, making, tables)
        progress("explorer", 0, None)
        known = LastPages(cache) if cache else None
        build_explorer(new, tables=None if withhold_names or without_text else tables, known=known)
    if known is not None:
        known.keep(say)
    told: dict[str, Any] = json.loads((out / "metrics.json").read_text(encoding="utf-8"))
    return told


def _taken_in(
    inputs: Sequence[str | Path], limits: Limits, folder: Path, cache: Path | None, say: Callable[[str], None]
) -> Counts:
    """Read the inputs into articles and say what a person should know of them.

    What the last run knew of their texts is used, and does not stay in memory.
    """
    with LastTexts(cache, fingerprint(None), say) if cache else nullcontext() as known:
        counts = articles_stage.build(inputs, limits, folder, known)
    for sentence in notices(counts):
        say(sentence)
    return counts


@contextmanager
def _said_plainly(out: Path) -> Iterator[None]:
    """A full disk and a folder that cannot be written are said so; the release that was there is as it was."""
    kept = "The release that was there is as it was. " if (out / "datapackage.json").exists() else ""
    try:
        yield
    except (OSError, FileCreateError) as error:
        cause = error if isinstance(error, OSError) else error.args[0]
        number, where = getattr(cause, "errno", None), str(getattr(cause, "filename", None) or out)
        if number in _FULL:
            raise RuydadError(f"There is no room left to write {out}. {kept}Free some space and run again.") from error
        here, there = out.absolute(), Path(where).absolute()
        if number in _CLOSED and (there.is_relative_to(here) or here.is_relative_to(there)):
            raise RuydadError(f"{out} cannot be written to: {cause.strerror}. {kept}Name another folder.") from error
        raise
