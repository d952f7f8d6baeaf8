"""Every stage runs on what its deps and params name and nothing else, and gives the bytes that dvc.lock promises.

Each stage runs in an empty folder that holds only its deps, with a params.yaml of only its params, in an odd time
zone, locale and hash seed. What it opened is compared with its deps in both directions.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
STAGES = yaml.safe_load((ROOT / "dvc.yaml").read_text(encoding="utf-8"))["stages"]
PARAMS = yaml.safe_load((ROOT / "params.yaml").read_text(encoding="utf-8"))
ODD = {"TZ": "Pacific/Chatham", "LC_ALL": "tr_TR.ISO-8859-9", "LANG": "ar_EG", "PYTHONHASHSEED": "4711"}
# Opened by Arrow or pip, or not there yet (data/curated before the first correction, data/releases before a release).
NOT_YET = ("data/curated", "data/releases")
UNSEEN = (".parquet", "data/interim/extracted", "data/interim/linked", "requirements.lock", *NOT_YET)


alone = pytest.mark.slow  # every stage runs: half a minute, so left to CI


@dataclass(frozen=True, slots=True)
class Ran:
    """A stage that ran: its folder, exit code and errors, and the files it opened."""

    folder: Path
    code: int
    errors: str
    opened: frozenset[str]


def outs(stage):
    return [next(iter(out)) if isinstance(out, dict) else out for out in STAGES[stage]["outs"]]


def copy(source, target):
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)
    else:
        shutil.copyfile(source, target)


def run_stage(stage, folder, made):
    """Run one stage in `folder`; `made` is where the outs of earlier stages are."""
    for package in ROOT.glob("pipeline/**/__init__.py"):
        copy(package, folder / package.relative_to(ROOT))
    for dep in STAGES[stage]["deps"]:
        source = made if (made / dep).exists() else ROOT
        copy(source / dep, folder / dep)
    params = {name: PARAMS[name] for name in STAGES[stage].get("params", [])}
    if "events" in params:
        params["events"] = params["events"] | {"workers": 1}  # opens in other processes are not seen
    (folder / "params.yaml").write_text(yaml.safe_dump(params), encoding="utf-8")
    record = folder.with_suffix(".json")
    module = STAGES[stage]["cmd"].removeprefix("python -m ")
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("record_opens.py"), module, record],
        cwd=folder,
        env={
            **os.environ,
            **ODD,
            "PYTHONDONTWRITEBYTECODE": "1",
            "XDG_CACHE_HOME": str(folder.with_suffix(".cache")),  # nothing is known from elsewhere
            "PYTHONPYCACHEPREFIX": str(folder.with_suffix(".pyc")),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    for out in outs(stage):
        if (folder / out).exists():
            copy(folder / out, made / out)
    return Ran(folder, done.returncode, done.stderr, frozenset(json.loads(record.read_text(encoding="utf-8"))))


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """Every stage, in order, by name."""
    made = tmp_path_factory.mktemp("made")
    return {stage: run_stage(stage, tmp_path_factory.mktemp(stage), made) for stage in STAGES}


def below(path, folders):
    return any(path == folder or path.startswith(folder + "/") for folder in folders)


def test_stages_follow_one_another_as_data_flows():
    assert list(STAGES) == ["gazetteer", "articles", "events", "incidents", "scores", "release", "explorer"]
    made: set[str] = set()
    for stage, told in STAGES.items():
        assert told["desc"] and told["cmd"] == f"python -m pipeline.stages.{stage}"
        assert all(below(dep, made) or (ROOT / dep).exists() for dep in told["deps"]), stage
        made |= set(outs(stage))


@alone
@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_needs_nothing_but_its_deps(ran, stage):
    assert ran[stage].code == 0, ran[stage].errors
    missing = [out for out in outs(stage) if not (ran[stage].folder / out).exists()]
    assert missing == []


@alone
@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_opens_only_what_is_in_its_deps(ran, stage):
    told = ran[stage]
    known = [*STAGES[stage]["deps"], *outs(stage), "params.yaml"]
    empty = {p.relative_to(ROOT).as_posix() for p in ROOT.glob("pipeline/**/__init__.py") if not p.stat().st_size}
    temporary = {path for path in told.opened if Path(path).name.startswith(".") or Path(path).name.startswith("tmp")}
    assert sorted(path for path in told.opened - empty - temporary if not below(path, known)) == []


@alone
@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_uses_each_of_its_deps_and_params(ran, stage):
    deps = [dep for dep in STAGES[stage]["deps"] if not dep.endswith(UNSEEN)]
    assert [dep for dep in deps if not any(below(path, [dep]) for path in ran[stage].opened)] == []
    assert ("params.yaml" in ran[stage].opened) == ("params" in STAGES[stage])


@alone
@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_gives_the_bytes_of_the_lock_in_any_time_zone_locale_and_hash_seed(ran, stage):
    locked = yaml.safe_load((ROOT / "dvc.lock").read_text(encoding="utf-8"))["stages"][stage]["outs"]
    found = {out["path"]: digest(ran[stage].folder / out["path"]) for out in locked}
    assert found == {out["path"]: out["md5"] for out in locked}, "dvc.lock is not of this code: run make repro"


def digest(path):
    """MD5 of a file, or of a folder as DVC counts it."""
    if path.is_file():
        return hashlib.md5(path.read_bytes()).hexdigest()
    files = sorted(each.relative_to(path).as_posix() for each in path.rglob("*") if each.is_file())
    told = [{"md5": digest(path / name), "relpath": name} for name in files]
    return hashlib.md5(json.dumps(told, sort_keys=True).encode()).hexdigest() + ".dir"
