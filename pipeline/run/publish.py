"""`make release VERSION=1.1.0`: from a clean tree to a tagged release that says how it was made.

In: a repository in which everything is committed and whose tables are up to date, a note on the version in
data/CHANGELOG.md. Out: data/releases/VERSION (record.json, CHANGES.md), the tables with that record, the registry of
incident ids, all in one commit, and the tag `vVERSION`. Nothing is written before every ground to refuse was looked
for. The commit on record is the one whose code made the tables: the release's own commit adds only what is said here.

    python -m pipeline.run.publish VERSION
"""

import hashlib
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of
from pathlib import Path
from typing import Any

import yaml

from pipeline.release import changes
from pipeline.release.files import write_json, write_text
from pipeline.release.published import CHANGES, RECORD, digests
from pipeline.run.errors import RuydadError, UsageError
from pipeline.run.tags import RELEASE, git, last_release, number_of, release_folder
from pipeline.schema.tables import TABLES

NOTES = Path("data/CHANGELOG.md")
RELEASES = Path("data/releases")
REGISTRY = Path("data/curated/incident_ids.csv")
LINKED_REGISTRY = Path("data/interim/linked/incident_ids.csv")
_SHOWN = 5


def publish(version: str, root: Path) -> str:
    """Make the release; the tag's name. Raises UsageError or RuydadError with what is to be done first."""
    previous = _check(version, root)
    note = note_on(version, root)
    repro(root)
    if changed := _changed(root):
        raise RuydadError(f"The tables in git were not up to date; commit what make repro changed first:\n{changed}")
    commit = git(root, "rev-parse", "HEAD").strip()
    lock = (root / "dvc.lock").read_bytes()
    tables = digests(root / RELEASE)
    _set_version(version, root)
    _no_longer_unreleased(version, root)
    if (root / LINKED_REGISTRY).exists():
        write_text(root / REGISTRY, (root / LINKED_REGISTRY).read_text(encoding="utf-8"))
    write_text(root / RELEASES / version / CHANGES, changes_since(previous, version, note, root))
    record = {**_facts(root), "code_commit": commit, "previous": previous, **_lock(lock), "tables": tables}
    write_json(root / RELEASES / version / RECORD, record)
    repro(root)
    if digests(root / RELEASE) != tables:
        raise RuydadError("The tables changed while the release was made; `git restore .` takes you back.")
    git(root, "add", "--all", "--", "params.yaml", "dvc.lock", "CITATION.cff", "data")
    git(root, "commit", "--quiet", "--message", f"Release {version}\n\n{note}")
    git(root, "tag", "--annotate", f"v{version}", "--message", f"Release {version}\n\n{note}")
    if changed := _changed(root):
        raise RuydadError(f"v{version} is tagged, but this was not part of it:\n{changed}")
    return f"v{version}"


def _check(version: str, root: Path) -> str | None:
    """The version of the last release; raises UsageError where this one cannot be next."""
    number = number_of(version)
    if number is None:
        raise UsageError(f"{version or 'An empty word'} is no version like 1.1.0: make release VERSION=1.1.0.")
    previous = last_release(root)
    if previous is not None and number <= (number_of(previous) or ()):
        raise UsageError(f"{version} does not follow {previous}, which is the last release.")
    if changed := _changed(root):
        raise RuydadError(f"Commit or undo these changes first; a release is made of what is in git:\n{changed}")
    return previous


def _changed(root: Path) -> str:
    lines = git(root, "status", "--porcelain").splitlines()
    return "\n".join(lines[:_SHOWN] + ([f"… and {len(lines) - _SHOWN} more"] if len(lines) > _SHOWN else []))


def note_on(version: str, root: Path) -> str:
    """What data/CHANGELOG.md says of the version; raises RuydadError where it says nothing."""
    parts = re.split(r"^## +", (root / NOTES).read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    for part in parts:
        heading, _, text = part.partition("\n")
        if heading.split()[:1] == [version] and text.strip():
            return text.strip()
    raise RuydadError(f"Say first what {version} is: write and commit a note in {NOTES} under «## {version}».")


def _no_longer_unreleased(version: str, root: Path) -> None:
    """Take «(unreleased)» from the heading of the note."""
    told = (root / NOTES).read_text(encoding="utf-8")
    heading = rf"^(## +{re.escape(version)}) +\(unreleased\) *$"
    write_text(root / NOTES, re.sub(heading, r"\1", told, flags=re.MULTILINE))


def repro(root: Path) -> None:
    """Make again what is out of date; raises RuydadError where a stage fails."""
    done = subprocess.run([sys.executable, "-m", "dvc", "repro", "--quiet"], cwd=root, capture_output=True, text=True)
    if done.returncode:
        raise RuydadError(f"dvc repro: {done.stderr.strip() or done.stdout.strip()}")


def changes_since(previous: str | None, version: str, note: str, root: Path) -> str:
    """The text of CHANGES.md: the note, then what is different from the tables that the last tag holds."""
    heading = f"{version} · Changes · تغییرات"
    if previous is None:
        return changes.markdown(changes.compare(None, root / RELEASE), heading, note)
    with release_folder(f"v{previous}", root) as old:
        return changes.markdown(changes.compare(old, root / RELEASE), heading, note)


def _set_version(version: str, root: Path) -> None:
    """Write the version into params.yaml and CITATION.cff, and leave the rest of them as it is."""
    told = re.sub(
        r'(^release:\n(?:  .*\n)*?  version: )"?[^"\n]*"?',
        rf'\g<1>"{version}"',
        (root / "params.yaml").read_text(encoding="utf-8"),
        flags=re.MULTILINE,
    )
    if yaml.safe_load(told)["release"]["version"] != version:
        raise RuydadError("params.yaml has no release.version to set.")
    write_text(root / "params.yaml", told)
    if (root / "CITATION.cff").exists():
        citation = (root / "CITATION.cff").read_text(encoding="utf-8")
        write_text(root / "CITATION.cff", re.sub(r"^version: .*$", f"version: {version}", citation, flags=re.MULTILINE))


def _facts(root: Path) -> dict[str, Any]:
    """Python and packages that were there, the size of each table, and how to cite the release."""
    frames = {name: changes.read_release_table(name, root / RELEASE) for name in TABLES}
    counts = {name: len(frame) for name, frame in frames.items() if frame is not None}
    return {"citation": citation(root), "python": sys.version.split()[0], "packages": packages(root), "counts": counts}


def packages(root: Path) -> dict[str, str]:
    """Packages of requirements.lock that are installed, with their versions as they are here."""
    found: dict[str, str] = {}
    for line in (root / "requirements.lock").read_text(encoding="utf-8").splitlines():
        name = line.partition("==")[0].strip()
        if name and not name.startswith("#"):
            try:
                found[name] = version_of(name)
            except PackageNotFoundError:
                continue
    return found


def citation(root: Path) -> str | None:
    """CITATION.cff as one line; None where there is none."""
    if not (root / "CITATION.cff").exists():
        return None
    told = yaml.safe_load((root / "CITATION.cff").read_text(encoding="utf-8"))
    authors = [each.get("name") or f"{each['given-names']} {each['family-names']}" for each in told["authors"]]
    return f"{', '.join(authors)}: {told['title']}. Version {told['version']}."


def _lock(lock: bytes) -> dict[str, Any]:
    """dvc.lock: the digest of the file, and of each thing that a stage before the release hands on."""
    stages = yaml.safe_load(lock)["stages"]
    handed = {
        stage: {out["path"]: f"{out.get('hash', 'md5')}:{out['md5']}" for out in told.get("outs", [])}
        for stage, told in sorted(stages.items())
    }
    kept = {
        stage: {path: digest for path, digest in outs.items() if not path.startswith(f"{RELEASE}/")}
        for stage, outs in handed.items()
    }
    sha = f"sha256:{hashlib.sha256(lock).hexdigest()}"
    return {"dvc_lock": {"hash": sha, "stages": {stage: outs for stage, outs in kept.items() if outs}}}


def main() -> int:
    """Publish the version named on the command line, from the working directory."""
    try:
        tag = publish(sys.argv[1] if len(sys.argv) > 1 else "", Path.cwd())
    except RuydadError as error:
        print(error, file=sys.stderr)
        return 2 if isinstance(error, UsageError) else 1
    print(f"{tag} is tagged. To publish it: git push --follow-tags; dvc push.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
