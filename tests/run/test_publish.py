"""Publishing: a small repository of its own is released twice, and what must be refused is refused."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from pipeline.release.files import write_json
from pipeline.release.parquet import write_parquet
from pipeline.run.cli import app
from pipeline.run.errors import RuydadError, UsageError
from pipeline.run.publish import publish
from pipeline.run.tags import git, release_folder
from pipeline.stages.release import PLACES

ROOT = Path(__file__).parents[2]
DVC = """
stages:
  release:
    cmd: python -m pipeline.stages.release
    deps: [data/interim, data/releases]
    params: [release]
    outs:
      - data/release: {cache: false}
"""
pytestmark = pytest.mark.slow


def run(folder, *command):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def put(folder, tables):
    for name, place in PLACES.items():
        write_parquet(name, tables[name], folder / "data" / "interim" / place / f"{name}.parquet")


def commit(folder, message="More"):
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)


def note(folder, version, text="Figures of the second month.", said="May"):
    path = folder / "data" / "CHANGELOG.md"
    path.write_text(
        f"# Data\n\n## {version} ({said})\n\n{text}\n\n{path.read_text(encoding='utf-8')}", encoding="utf-8"
    )


def remake(folder):
    run(folder, sys.executable, "-m", "dvc", "repro", "--quiet")


@pytest.fixture
def repository(release_tables, tmp_path, monkeypatch):
    """A repository with one stage, everything in it committed."""
    folder = tmp_path / "repository"
    (folder / "data" / "releases").mkdir(parents=True)
    (folder / "data" / "releases" / "README.md").write_text("Records.\n", encoding="utf-8")
    (folder / "data" / "CHANGELOG.md").write_text("", encoding="utf-8")
    (folder / "dvc.yaml").write_text(DVC, encoding="utf-8")
    (folder / "params.yaml").write_text(
        'release:\n  version: "0.1.0"\n  previous: null\n  withhold_names: false\n  without_text: false\n',
        encoding="utf-8",
    )
    for name in ("requirements.lock", "CITATION.cff"):
        shutil.copy(ROOT / name, folder / name)
    put(folder, release_tables)
    write_json(folder / "data" / "interim" / "articles.json", {"in": 4, "kept": 2, "rejected": 2})
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "tester")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "tester@example.org")
    git(folder, "init", "--quiet")
    run(folder, sys.executable, "-m", "dvc", "init", "--quiet")
    remake(folder)
    commit(folder, "First")
    return folder


def told(folder, name="datapackage.json"):
    text = (folder / "data" / "release" / name).read_text(encoding="utf-8")
    return json.loads(text) if name.endswith(".json") else text


def test_two_releases_tell_how_they_were_made_and_what_changed(repository, release_tables, tmp_path):
    note(repository, "1.0.0", "The first one.")
    commit(repository)
    made_of = git(repository, "rev-parse", "HEAD").strip()
    assert publish("1.0.0", repository) == "v1.0.0"
    package = told(repository)
    assert package["version"] == "1.0.0"
    assert package["code_commit"] == made_of
    assert package["packages"]["pandas"] == pd.__version__
    assert package["counts"]["events"] == 3
    assert package["citation"].endswith("Version 1.0.0.")
    assert package["dvc_lock"]["hash"].startswith("sha256:")
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert "The first one." in told(repository, "CHANGES.md")
    assert git(repository, "status", "--porcelain") == ""

    remake(repository)  # what is recorded was read from the record, so that nothing changes
    assert git(repository, "status", "--porcelain") == ""

    release_tables["events"].at[0, "killed_low"] = 4
    release_tables["events"]["incident_id"] = ["i1", "i2", release_tables["events"].at[2, "incident_id"]]
    one = release_tables["incidents"].assign(event_count=1)
    release_tables["incidents"] = pd.concat([one, one.assign(incident_id="i2")], ignore_index=True)
    put(repository, release_tables)
    remake(repository)
    assert told(repository)["version"] == "1.0.0+changed"
    assert "code_commit" not in told(repository)
    assert "not a published release" in told(repository, "CHANGES.md")
    note(repository, "1.1.0", said="unreleased")
    commit(repository)
    publish("1.1.0", repository)
    assert "## 1.1.0\n" in (repository / "data" / "CHANGELOG.md").read_text(encoding="utf-8")
    changes = told(repository, "CHANGES.md")
    assert changes.startswith("# 1.1.0 · Changes")
    assert "Figures of the second month." in changes
    assert "`killed_low` changed in 1 row\n  - `e1`: `5` → `4`" in changes
    assert "## Incidents split\n\n- 1 in all\n  - `i1` → `i1` + `i2`" in changes
    assert told(repository)["previous"] == "1.0.0"

    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--branch", "v1.1.0", str(repository), str(clone))
    remake(clone)
    assert git(clone, "status", "--porcelain") == ""
    with release_folder("v1.0.0", clone) as old:
        shutil.copytree(old, tmp_path / "old")
    asked = CliRunner().invoke(app, ["diff", str(tmp_path / "old"), str(clone / "data" / "release"), "--json"])
    assert json.loads(asked.stdout)["incidents"] == {"merged": {}, "split": {"i1": ["i1", "i2"]}}


def test_what_cannot_be_released_is_refused_and_nothing_is_written(repository):
    with pytest.raises(RuydadError, match=r"write and commit a note in data/CHANGELOG.md under «## 1.0.0»"):
        publish("1.0.0", repository)
    note(repository, "1.0.0", "")
    with pytest.raises(RuydadError, match=r"Commit or undo these changes first.*\n.*CHANGELOG"):
        publish("1.0.0", repository)
    commit(repository)
    with pytest.raises(RuydadError, match="write and commit a note"):  # a heading alone says nothing
        publish("1.0.0", repository)
    with pytest.raises(UsageError, match="is no version like"):
        publish("one", repository)
    git(repository, "tag", "v1.0.0")
    with pytest.raises(UsageError, match=r"does not follow 1\.0\.0"):
        publish("1.0.0", repository)
    assert git(repository, "status", "--porcelain") == ""
    assert git(repository, "tag").split() == ["v1.0.0"]


def test_tables_that_are_out_of_date_are_refused(repository, release_tables):
    release_tables["events"].at[0, "killed_low"] = 4
    put(repository, release_tables)
    note(repository, "1.0.0")
    commit(repository)
    with pytest.raises(RuydadError, match="not up to date"):
        publish("1.0.0", repository)
    assert git(repository, "tag") == ""
